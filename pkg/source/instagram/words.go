package instagram

import (
	"strings"
	"sync"

	"photoarchive/pkg/text"
)

// The labels of posts.json and of the profile are in the account's language.
// These are the words that are known, compared without case and accents.

// meaning is a set of what a word can mean.
type meaning uint16

const (
	isCaption meaning = 1 << iota
	isDraft
	isPublished
	isYes
	isNo
	isLatitude
	isLongitude
	isPlace
	isName
	isHashtags
	isCreated
	isUserName
)

// means tells what a label or value can mean.
func means(label string) meaning {
	if label == "" || len(label) > 64 {
		return 0
	}
	return vocabulary()[fold(label)]
}

func fold(label string) string {
	return text.FoldPlace(strings.TrimRight(strings.TrimSpace(label), ": "))
}

//nolint:gochecknoglobals // made once, when it is first needed
var vocabulary = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	add := func(m meaning, words string) {
		for w := range strings.SplitSeq(words, "|") {
			out[fold(w)] |= m
		}
	}
	add(isCaption, "Caption|Légende|Bildunterschrift|Pie de foto|Descripción|Texto|Legenda|Didascalia|Подпись|Bijschrift|"+
		"Onderschrift|Açıklama|Alt yazı|Podpis|Opis|キャプション|캡션|문구|说明文字|說明文字|标题|字幕|التعليق|الشرح|Keterangan|Chú thích|"+
		"คำบรรยาย|คำอธิบายภาพ|Bildtext|Billedtekst|Bildetekst|Kuvateksti|Popisek|Підпис|Képaláírás|Descriere|Λεζάντα|"+
		"כיתוב|कैप्शन")
	add(isDraft, "Draft|Brouillon|Entwurf|Borrador|Rascunho|Bozza|Черновик|Concept|Taslak|Wersja robocza|下書き|임시 저장|草稿|Utkast|"+
		"Kladde|Luonnos|Koncept|Чернетка")
	add(isPublished, "Published|Publié|Publiée|Veröffentlicht|Publicado|Publicada|Pubblicato|Опубликовано|Gepubliceerd|Yayınlandı|"+
		"Opublikowano|公開済み|게시됨|已发布|已發佈|Publicerad|Udgivet|Publisert|Julkaistu|Publikováno|Опубліковано")
	add(isYes, "True|Yes|1|Vrai|Oui|Wahr|Ja|Verdadero|Sí|Verdadeiro|Sim|Vero|Да|Истина|Waar|Doğru|Evet|Prawda|Tak|Sant|Sand|"+
		"Tosi|はい|예|是|Так")
	add(isNo, "False|No|0|Faux|Non|Falsch|Nein|Falso|Não|Нет|Ложь|Onwaar|Nee|Yanlış|Hayır|Fałsz|Nie|Falskt|Falsk|Nej|Nei|"+
		"Epätosi|いいえ|아니요|否|Ні")
	add(isLatitude, "Latitude|Breitengrad|Breite|Latitud|Latitudine|Широта|Breedtegraad|Enlem|Szerokość geograficzna|緯度|위도|纬度|"+
		"Breddgrad|Breddegrad|Leveysaste|Zeměpisná šířka")
	add(isLongitude, "Longitude|Längengrad|Länge|Longitud|Longitudine|Долгота|Lengtegraad|Boylam|Długość geograficzna|経度|경도|经度|經度|"+
		"Længdegrad|Lengdegrad|Pituusaste|Zeměpisná délka|Довгота")
	add(isPlace, "Place|Location|Lieu|Emplacement|Ort|Standort|Lugar|Ubicación|Local|Localização|Luogo|Posizione|Место|"+
		"Местоположение|Locatie|Plaats|Konum|Yer|Miejsce|Lokalizacja|場所|장소|위치|地点|地點|位置|Plats|Sted|Paikka|Místo|Місце|"+
		"Lokasi|Tempat|Vị trí|สถานที่")
	add(isName, "Name|Nom|Nombre|Nome|Название|Имя|Naam|Ad|İsim|Nazwa|名前|이름|名称|名稱|Namn|Navn|Nimi|Název|Назва|Nama|Tên|ชื่อ")
	add(isHashtags, "Hashtags|Hashtag|Mots-dièse|Etiquetas|Хэштеги|Хештеги|Hashtagi|ハッシュタグ|해시태그|话题标签|主題標籤")
	add(isCreated, "Creation time|Heure de création|Date de création|Erstellungszeit|Erstellungszeitpunkt|Hora de creación|"+
		"Hora de criação|Ora di creazione|Время создания|Aanmaaktijd|Oluşturma zamanı|Czas utworzenia|作成日時|생성 시간|创建时间|"+
		"Tid för skapande")
	add(isUserName, "Username|User name|Nom d'utilisateur|Nom d’utilisateur|Nom de profil|Benutzername|Nombre de usuario|"+
		"Nome de usuário|Nome de utilizador|Nome utente|Имя пользователя|Gebruikersnaam|Kullanıcı adı|Nazwa użytkownika|"+
		"ユーザーネーム|ユーザー名|사용자 이름|用户名|帳號|用戶名稱|使用者名稱|اسم المستخدم|Nama pengguna|Tên người dùng|ชื่อผู้ใช้|Användarnamn|"+
		"Brugernavn|Brukernavn|Käyttäjätunnus|Käyttäjänimi|Uživatelské jméno|Ім’я користувача|Ім'я користувача|"+
		"Felhasználónév|Nume de utilizator|Όνομα χρήστη|שם משתמש|यूज़रनेम|Nom d'usuari")
	return out
})
