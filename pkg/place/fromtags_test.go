package place

import (
	"strings"
	"testing"
)

// One caption a line: its hashtags, and the place they must give (code, then the
// city or site; - is none). From general knowledge and from issue 5's rules.
const trueTags = `
Pyongyang|KP Pyongyang
pyongyang|KP Pyongyang
PYONGYANG|KP Pyongyang
평양|KP Pyongyang
Wonsan|KP Wonsan
Hamhung|KP Hamhung
Sinuiju|KP Sinuiju
Kaesong|KP Kaesong
Chongjin|KP Chongjin
Nampo|KP Nampo
원산|KP Wonsan
NorthKorea|KP
northkorea|KP
NKorea|KP
DPRK|KP
dprk|KP
북한|KP
조선|KP
北朝鮮|KP
CoreaDelNorte|KP
Nordkorea|KP
КНДР|KP
СевернаяКорея|KP
SouthKorea|KR
SKorea|KR
ROK|KR
대한민국|KR
Seoul|KR Seoul
서울|KR Seoul
Busan|KR Busan
Incheon|KR Incheon
Panmunjom|KP Panmunjom
판문점|KP Panmunjom
JucheTower|KP Juche Tower
KimIlSungSquare|KP Kim Il-sung Square
MansuHill|KP Mansu Hill
RyugyongHotel|KP Ryugyong Hotel
MayDayStadium|KP May Day Stadium
MountPaektu|KP Mount Paektu
Kumgangsan|KP Mount Kumgang
Masikryong|KP Masikryong Ski Resort
USA|US
usa|US
UK|GB
UAE|AE
America|US
UnitedStates|US
UnitedKingdom|GB
Japan|JP
日本|JP
China|CN
中国|CN
Russia|RU
Россия|RU
France|FR
Germany|DE
Deutschland|DE
Italy|IT
Italia|IT
Spain|ES
España|ES
Portugal|PT
Greece|GR
Ελλάδα|GR
Brazil|BR
Brasil|BR
Argentina|AR
Mexico|MX
Cuba|CU
Canada|CA
Australia|AU
NewZealand|NZ
India|IN
Pakistan|PK
Bangladesh|BD
Nepal|NP
SriLanka|LK
Thailand|TH
Vietnam|VN
Cambodia|KH
Laos|LA
Myanmar|MM
Burma|MM
Indonesia|ID
Malaysia|MY
Philippines|PH
Singapore|SG
Taiwan|TW
HongKong|HK
Mongolia|MN
Kazakhstan|KZ
Afghanistan|AF
Iraq|IQ
Syria|SY
Lebanon|LB
Israel|IL
Palestine|PS
Egypt|EG
Morocco|MA
Tunisia|TN
Algeria|DZ
Libya|LY
Nigeria|NG
Kenya|KE
Ethiopia|ET
Somalia|SO
SouthAfrica|ZA
Zimbabwe|ZW
Ukraine|UA
Poland|PL
Romania|RO
Bulgaria|BG
Hungary|HU
Austria|AT
Switzerland|CH
Netherlands|NL
Belgium|BE
Denmark|DK
Sweden|SE
Norway|NO
Finland|FI
Iceland|IS
Ireland|IE
Scotland #Edinburgh|GB Edinburgh
Serbia|RS
Croatia|HR
Kosovo|XK
Armenia|AM
Azerbaijan|AZ
Iran|IR
SaudiArabia|SA
Yemen|YE
Haiti|HT
Colombia|CO
Peru|PE
Chile|CL
Bolivia|BO
Venezuela|VE
Tokyo|JP Tokyo
東京|JP Tokyo
Osaka|JP Osaka
Kyoto|JP Kyoto
Hiroshima|JP Hiroshima
Nagasaki|JP Nagasaki
Sapporo|JP Sapporo
Beijing|CN Beijing
北京|CN Beijing
Shanghai|CN Shanghai
Dandong|CN Dandong
Shenyang|CN Shenyang
Taipei|TW Taipei
Hanoi|VN Hanoi
Saigon|VN Ho Chi Minh City
Bangkok|TH Bangkok
Jakarta|ID Jakarta
Manila|PH Manila
KualaLumpur|MY Kuala Lumpur
Mumbai|IN Mumbai
NewDelhi|IN New Delhi
Kolkata|IN Kolkata
Kathmandu|NP Kathmandu
Dhaka|BD Dhaka
Kabul|AF Kabul
Tehran|IR Tehran
Baghdad|IQ Baghdad
Mosul|IQ Mosul
Damascus|SY Damascus
Aleppo|SY Aleppo
Beirut|LB Beirut
Jerusalem|IL Jerusalem
TelAviv|IL Tel Aviv
Dubai|AE Dubai
Cairo|EG Cairo
القاهرة|EG Cairo
Nairobi|KE Nairobi
Mogadishu|SO Mogadishu
Johannesburg|ZA Johannesburg
CapeTown|ZA Cape Town
Istanbul|TR Istanbul
Ankara|TR Ankara
Moscow|RU Moscow
Москва|RU Moscow
Moskva|RU Moscow
Vladivostok|RU Vladivostok
Kyiv|UA Kyiv
Kiev|UA Kyiv
Kharkiv|UA Kharkiv
Warsaw|PL Warsaw
Prague|CZ Prague
Praha|CZ Prague
Budapest|HU Budapest
Vienna|AT Vienna
Wien|AT Vienna
Berlin|DE Berlin
Munich|DE Munich
München|DE Munich
Paris|FR Paris
Marseille|FR Marseille
London|GB London
Edinburgh|GB Edinburgh
Dublin|IE Dublin
Madrid|ES Madrid
Lisbon|PT Lisbon
Rome|IT Rome
Roma|IT Rome
Venice #Italy|IT Venice
Napoli|IT Naples
Oslo|NO Oslo
Stockholm|SE Stockholm
Copenhagen|DK Copenhagen
Helsinki|FI Helsinki
Reykjavik|IS Reykjavik
Amsterdam|NL Amsterdam
Brussels|BE Brussels
Zurich|CH Zurich
NewYork|US New York City
NewYorkCity|US New York City
LosAngeles|US Los Angeles
Chicago|US Chicago
SanFrancisco|US San Francisco
Honolulu|US Honolulu
Toronto|CA Toronto
Montreal|CA Montreal
Havana|CU Havana
Bogota|CO Bogotá
RioDeJaneiro|BR Rio de Janeiro
SaoPaulo|BR São Paulo
BuenosAires|AR Buenos Aires
Melbourne|AU Melbourne
Sydney|AU Sydney
EiffelTower|FR Eiffel Tower
Bali|ID Bali
Tunis|TN Tunis
Kaechon|KP Kaechon
Yongin|KR Yongin
TajMahal|IN Taj Mahal
MachuPicchu|PE Machu Picchu
TiananmenSquare|CN Tiananmen Square
Nice #France|FR Nice
Essen #Germany|DE Essen
Split #Croatia|HR Split
Cork #Ireland|IE Cork
Reading #England|GB Reading
Phoenix #Arizona|US Phoenix
Mobile #Alabama|US Mobile
Tours #France|FR Tours
Lens #France|FR Lens
Bath #England|GB Bath
Male #Maldives|MV Male
Nancy #France|FR Nancy
Florence #Italy|IT Florence
Charlotte #NorthCarolina|US Charlotte
Georgia #Tbilisi|GE Tbilisi
Atlanta #Georgia|US Atlanta
Jordan #Amman|JO Amman
Turkey #Istanbul|TR Istanbul
Paris #Texas|US Paris
London #Ontario|CA London
Pyongyang #NorthKorea #DPRK|KP Pyongyang
Pyongyang #Wonsan|KP
Hamhung #Wonsan #Pyongyang|KP
MansuHill #Pyongyang|KP Mansu Hill
MansuHill #JucheTower|KP Pyongyang
Korea #DPRK|KP
Panmunjom #NorthKorea|KP Panmunjom
Panmunjom #SouthKorea|KR Panmunjom
Seoul #SouthKorea #photography #nice|KR Seoul
Cayenne #France|GF Cayenne
`

// falseTags give no place.
const falseTags = `
nice reading bath mobile orange cork essen split male lens tours phoenix
turkey jordan chad georgia jersey
nancy victoria florence jackson charlotte
photo photography travel nature love art music food coffee popcorn vendor school children soldier army parade women
sunset beach ocean mountain river lake forest city street market night winter summer spring snow rain
buffalo boulder aurora bend deal sandwich battle wells hull bury stoke rye derby rugby sale
hope normal surprise enterprise paradise independence liberty union commerce concord
batman corona hamburger diamond pearl golden silver copper iron stone rock
madison austin orlando lincoln washington0 carson tyler chandler irving gilbert henderson arlington adelaide
regina diana laura vera alma sofia savannah sydney0 aurora verona olympia
marina vista bella plaza costa playa nova villa central imperial union roman
tuba tango lime pueblo delta oral monster solo lion gold drug tour bush metro tyre saga
carrefour toyota google manta pasto plano modesto escondido resistencia libertad soledad salto santos natal salvador rosario
halle bergen0 linden most brest0 van mus man ordu batu kota tema goma puri dali
island indie chile0 togo reunion suede maurice dominique salvador
NY LA KP US FR de ko of is it in on la
springfield birmingham cambridge richmond hamilton newcastle portland cordoba valencia tripoli hyderabad
korea congo guinea
french german polish turkish chinese american korean swiss
instagood picoftheday ootd tbt selfie photooftheday everydaydprk
kimjongun kimilsung juche arirang songun
apple orange0 lemon peach olive rose lily daisy violet jasmine
monday tuesday january march april may june august
red blue green black white pink purple
dog cat horse wolf bear eagle tiger lion
father mother brother sister baby family friends wedding birthday
peace war victory freedom justice
football soccer basketball hockey tennis golf marathon derby
bar sale sur pau gap eye ash ham
`

func TestFromTags(t *testing.T) {
	asked, missed := 0, 0
	for line := range strings.Lines(trueTags) {
		tags, want, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok {
			continue
		}
		asked++
		loc, _ := FromTags(strings.Split(tags, " #"))
		code, name, _ := strings.Cut(want, " ")
		got := loc.Site
		if got == "" {
			got = loc.City
		}
		if loc.CountryCode == code && oneOf(got, name) {
			continue
		}
		missed++
		if loc.CountryCode != "" { // a wrong place is worse than none
			t.Errorf("#%s is %s in %s, not %s", tags, got, loc.CountryCode, want)
		} else {
			t.Logf("#%s is nothing, not %s", tags, want)
		}
	}
	t.Logf("%d of %d missed", missed, asked)
	if asked < 200 || 20*missed > asked {
		t.Errorf("%d of %d missed", missed, asked)
	}
	words := 0
	for tag := range strings.FieldsSeq(falseTags) {
		if strings.HasSuffix(tag, "0") {
			continue
		}
		words++
		if loc, ok := FromTags([]string{tag}); ok {
			t.Errorf("#%s is %v", tag, loc)
		}
	}
	if words < 200 {
		t.Errorf("only %d words asked for", words)
	}
}

func TestFromTagsThatContradict(t *testing.T) {
	for _, tags := range []string{
		"Pyongyang Seoul", "Pyongyang Japan", "NorthKorea SouthKorea", "Tokyo Korea", "Paris London",
		"NewYork Rome", "Nice Reading", "Georgia Florence", "Turkey Sandwich", "California", "Texas Ontario",
		"Granada", "Formosa", "Columbia", "Norfolk", "Nice", "", "Nice NicePhoto", "Paris Germany",
	} {
		if loc, ok := FromTags(strings.Fields(tags)); ok {
			t.Errorf("%s is %v", tags, loc)
		}
	}
}
