package place

import (
	"strings"
	"testing"

	"photoarchive/pkg/text"
)

// The coordinates below are from general knowledge, not from the gazetteer's
// sources. Columns: latitude, longitude, country code (- : none), city (- : none;
// several spellings or equally right ones parted by /; empty: not asked for).
const reversePoints = `
39.0392 125.7625 KP Pyongyang
39.1528 127.4436 KP Wonsan
40.1006 124.3980 KP Sinuiju
40.1290 124.3947 CN Dandong
40.1150 124.3900 CN/KP Dandong/Sinuiju
37.9708 126.5544 KP Kaesong
41.7958 129.7758 KP Chongjin
39.9180 127.5364 KP Hamhung
42.9562 129.8500 CN/KP
42.2486 130.2970 KP Rason/Rajin/Sonbong
38.7375 125.4078 KP Nampo
39.2241 125.6700 KP Pyongyang/Sunan
37.5665 126.9780 KR Seoul
37.4979 127.0276 KR Seoul
37.4563 126.7052 KR Incheon
35.1796 129.0756 KR Busan
33.4996 126.5312 KR Jeju/Jeju City
37.8813 127.7298 KR Chuncheon
37.9660 124.6680 KR
37.2417 131.8667 KR
37.4840 130.9050 KR
39.9042 116.4074 CN Beijing
31.2304 121.4737 CN Shanghai
31.2397 121.4998 CN Shanghai
22.3193 114.1694 HK Hong Kong
22.1987 113.5439 MO Macau/Macao
22.5431 114.0579 CN Shenzhen
25.0330 121.5654 TW Taipei
24.4798 118.0894 CN Xiamen
24.4321 118.3171 TW
35.6762 139.6503 JP Tokyo
35.6595 139.7005 JP Tokyo
35.6586 139.7454 JP Tokyo
34.6937 135.5023 JP Osaka
35.0116 135.7681 JP Kyoto
43.0618 141.3545 JP Sapporo
26.2124 127.6809 JP Naha
24.3448 124.1572 JP Ishigaki
27.0940 142.1910 JP
43.1155 131.8855 RU Vladivostok
48.4827 135.0838 RU Khabarovsk
46.9591 142.7380 RU Yuzhno-Sakhalinsk
64.7337 177.5089 RU Anadyr
66.1600 -169.8000 RU -/Uelen/Lavrentiya
65.7500 -168.9200 US -/Wales/Diomede
55.7558 37.6173 RU Moscow
59.9343 30.3351 RU Saint Petersburg
54.7104 20.4522 RU Kaliningrad
44.9521 34.1024 UA Simferopol
44.6166 33.5254 UA Sevastopol
50.4501 30.5234 UA Kyiv
47.0105 28.8638 MD Chisinau/Chişinău
46.8403 29.6433 MD Tiraspol
41.7151 44.8271 GE Tbilisi
43.0015 41.0234 GE Sukhumi/Sokhumi
40.1792 44.4991 AM Yerevan
39.8153 46.7519 AZ Khankendi/Xankǝndi/Stepanakert/Xankəndi/Xankandi
41.0082 28.9784 TR Istanbul
41.0422 29.0083 TR Istanbul
35.1856 33.3823 CY Nicosia
35.3364 33.3173 CY Kyrenia
34.5900 32.9880 CY
31.7683 35.2137 IL Jerusalem
32.0853 34.7818 IL Tel Aviv
31.5017 34.4668 PS Gaza
31.9038 35.2034 PS Ramallah
31.7054 35.2024 PS Bethlehem
33.8938 35.5018 LB Beirut
33.5138 36.2765 SY Damascus
29.5320 34.9380 IL/JO Eilat/Aqaba/Elat
29.5267 35.0078 JO Aqaba
30.0444 31.2357 EG Cairo
29.9773 31.1325 EG Giza/Al Jīzah
27.1536 -13.2033 EH Laayoune/El Aaiún/Laâyoune
23.6848 -15.9580 EH Dakhla
33.5731 -7.5898 MA Casablanca
35.8894 -5.3213 ES Ceuta
35.2923 -2.9381 ES Melilla
36.1408 -5.3536 GI Gibraltar
36.1680 -5.3480 ES La Línea de la Concepción/La Línea
28.1235 -15.4363 ES Las Palmas/Las Palmas de Gran Canaria
32.6669 -16.9241 PT Funchal
37.7412 -25.6756 PT Ponta Delgada
40.4168 -3.7038 ES Madrid
41.3874 2.1686 ES Barcelona
42.5063 1.5218 AD Andorra la Vella
43.7384 7.4246 MC Monaco
43.7102 7.2620 FR Nice
48.8566 2.3522 FR Paris
48.8867 2.3431 FR Paris
48.8049 2.1204 FR Versailles
48.5734 7.7521 FR Strasbourg/Strassburg
48.5730 7.8150 DE Kehl
47.5596 7.5886 CH Basel
47.6600 9.1750 DE Konstanz
47.1410 9.5209 LI Vaduz
49.6116 6.1319 LU Luxembourg
50.8503 4.3517 BE Brussels
51.4400 4.9300 NL/BE Baarle-Nassau/Baarle-Hertog/Baarle
52.3676 4.9041 NL Amsterdam
51.5074 -0.1278 GB London
51.4700 -0.4543 GB London/Hounslow/Longford/Hayes
51.5416 -0.1426 GB London
53.4808 -2.2426 GB Manchester
55.9533 -3.1883 GB Edinburgh
54.5973 -5.9301 GB Belfast
54.9966 -7.3086 GB Londonderry/Derry/Londonderry County Borough
53.3498 -6.2603 IE Dublin
54.1520 -4.4820 IM Douglas
49.1900 -2.1100 JE Saint Helier/St Helier
49.4550 -2.5360 GG Saint Peter Port/St Peter Port
62.0079 -6.7900 FO Tórshavn
60.0970 19.9348 AX Mariehamn
64.1466 -21.9426 IS Reykjavik/Reykjavík
63.3030 -20.6050 IS
71.1710 25.7840 NO
78.2232 15.6267 SJ Longyearbyen
70.9800 -8.5300 SJ
65.8481 24.1466 FI Tornio
65.8350 24.1300 SE Haparanda
59.3797 28.1791 EE Narva
59.3740 28.2150 RU Ivangorod
41.9029 12.4534 VA Vatican City
41.8902 12.4922 IT Rome
43.9367 12.4464 SM San Marino
45.4408 12.3155 IT Venice
45.9410 13.6220 IT Gorizia
45.9560 13.6480 SI Nova Gorica
35.8989 14.5146 MT Valletta
35.5088 12.5929 IT Lampedusa
42.6629 21.1655 XK Pristina/Prishtina
36.1500 29.5900 GR Kastellorizo/Megisti/Megísti
37.9838 23.7275 GR Athens
52.5200 13.4050 DE Berlin
52.4990 13.4180 DE Berlin
51.1520 14.9870 DE Görlitz
51.1500 15.0080 PL Zgorzelec
52.3470 14.5500 DE Frankfurt (Oder)/Frankfurt/Frankfurt an der Oder
49.7500 18.6320 PL/CZ Cieszyn/Český Těšín
24.8607 67.0011 PK Karachi
31.6047 74.5723 PK/IN
28.6139 77.2090 IN New Delhi/Delhi
19.0760 72.8777 IN Mumbai
34.0837 74.7973 IN Srinagar
27.9881 86.9250 NP/CN
27.7172 85.3240 NP Kathmandu
4.1755 73.5093 MV Male/Malé
6.9271 79.8612 LK Colombo
1.3521 103.8198 SG Singapore
1.4927 103.7414 MY Johor Bahru
3.1390 101.6869 MY Kuala Lumpur
4.9031 114.9398 BN Bandar Seri Begawan
-8.5569 125.5603 TL Dili
-8.4095 115.1889 ID
-6.2088 106.8456 ID Jakarta
13.7563 100.5018 TH Bangkok
17.9757 102.6331 LA Vientiane
17.8783 102.7420 TH Nong Khai
13.4125 103.8670 KH Siem Reap
21.0278 105.8342 VN Hanoi
16.7500 96.1500 MM Yangon
10.3770 114.3650 -/TW/PH/VN/CN
-33.8568 151.2153 AU Sydney
-37.8136 144.9631 AU Melbourne
-31.5530 159.0830 AU
-29.0300 167.9500 NF
-10.4217 105.6791 CX
-12.1880 96.8290 CC
-36.8509 174.7645 NZ Auckland
-43.9500 -176.5600 NZ
-18.1248 178.4501 FJ Suva
-16.8000 -179.9800 FJ
-16.7800 179.9900 FJ
-13.8507 -171.7514 WS Apia
-14.2756 -170.7020 AS Pago Pago
-9.3800 -171.2400 TK
-22.2711 166.4380 NC Noumea/Nouméa
-17.5516 -149.5585 PF Papeete
-25.0660 -130.1015 PN Adamstown
-27.1127 -109.3497 CL Hanga Roa
13.4443 144.7937 GU
15.1778 145.7510 MP Saipan
7.1164 171.1858 MH Majuro
1.3290 172.9790 KI Tarawa/South Tarawa/Bairiki/Betio/Teaoraereke
1.8721 -157.4278 KI
28.2100 -177.3700 UM -/
19.2823 166.6470 UM -/
21.3069 -157.8583 US Honolulu
61.2181 -149.9003 US Anchorage
51.8800 -176.6580 US -/Adak
37.7749 -122.4194 US San Francisco
34.0522 -118.2437 US Los Angeles
32.5149 -117.0382 MX Tijuana
32.5450 -117.0300 US
31.7619 -106.4850 US El Paso
31.6904 -106.4245 MX Ciudad Juárez/Juárez
42.3314 -83.0458 US Detroit
42.3149 -83.0364 CA Windsor
43.0962 -79.0377 US Niagara Falls
43.0896 -79.0849 CA Niagara Falls
40.7128 -74.0060 US New York City/New York
40.6782 -73.9442 US New York City/New York/Brooklyn
40.7580 -73.9855 US New York City/New York
40.7178 -74.0431 US Jersey City/New York City
38.9072 -77.0369 US Washington
42.3736 -71.1097 US Cambridge
43.6532 -79.3832 CA Toronto
46.7811 -56.1764 PM Saint-Pierre
47.5615 -52.7126 CA St. John's
64.1814 -51.6941 GL Nuuk
32.2949 -64.7814 BM Hamilton
19.4326 -99.1332 MX Mexico City
23.1136 -82.3666 CU Havana
19.9300 -75.1300 CU
18.4655 -66.1057 PR San Juan
18.3419 -64.9307 VI Charlotte Amalie
18.4286 -64.6185 VG Road Town
18.0708 -63.0501 MF Marigot
18.0300 -63.0450 SX Philipsburg
17.8962 -62.8498 BL Gustavia
16.2411 -61.5331 GP Pointe-à-Pitre
14.6161 -61.0588 MQ Fort-de-France
12.1091 -68.9316 CW Willemstad
12.1500 -68.2700 BQ Kralendijk
12.5240 -70.0270 AW Oranjestad
4.9224 -52.3135 GF Cayenne
3.8800 -51.8100 GF/BR
5.8520 -55.2038 SR Paramaribo
-22.9068 -43.1729 BR Rio de Janeiro
-22.9711 -43.1822 BR Rio de Janeiro
-15.7939 -47.8828 BR Brasilia/Brasília
-3.8440 -32.4270 BR
-25.5163 -54.5854 BR Foz do Iguaçu
-25.5090 -54.6110 PY Ciudad del Este
-4.2153 -69.9406 CO Leticia
-34.6037 -58.3816 AR Buenos Aires
-34.9011 -56.1645 UY Montevideo
-51.6977 -57.8517 FK Stanley
-54.2811 -36.5092 GS
-54.8019 -68.3030 AR Ushuaia
-53.1638 -70.9171 CL Punta Arenas
-0.7402 -90.3128 EC Puerto Ayora
-12.0464 -77.0428 PE Lima
-16.4897 -68.1193 BO La Paz
6.5244 3.3792 NG Lagos
-4.3217 15.3125 CD Kinshasa
-4.2634 15.2429 CG Brazzaville
-1.2921 36.8219 KE Nairobi
-17.9243 25.8572 ZM/ZW Livingstone/Victoria Falls
-29.3100 27.4800 LS Maseru
-33.9249 18.4241 ZA Cape Town
-20.8823 55.4504 RE Saint-Denis
-12.7806 45.2279 YT Mamoudzou
-11.7022 43.2551 KM Moroni
-4.6191 55.4513 SC Victoria
-20.1609 57.5012 MU Port Louis
-15.9650 -5.7089 SH Jamestown
-37.0680 -12.3110 SH
-7.9467 -14.3559 SH
-7.3100 72.4200 IO
-49.3500 70.2200 TF
-46.9000 37.7500 ZA
11.5721 43.1456 DJ Djibouti
9.5600 44.0650 SO Hargeisa/Hargeysa
12.6500 53.9300 YE
0.3365 6.7273 ST São Tomé/Sao Tome
14.9330 -23.5133 CV Praia
-77.8460 166.6760 AQ -/McMurdo Station
-90 0 AQ -/
-75 0 AQ -/
90 0 - -
0 0 - -
30 -40 - -
-40 -100 - -
0 180 - -
0 -180 - -
-50 180 - -
40 160 - -
70 -150.5 US
75 0 - -
-55 -120 - -
20 -30 - -
39.6 129.5 - -
38.0 122.5 - -
`

func TestReverseOverTheWorld(t *testing.T) {
	countries, cities, badCountries, badCities := 0, 0, 0, 0
	for line := range strings.Lines(reversePoints) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		lat, lon, err := ParsePoint(fields[0] + "," + fields[1])
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		loc, _ := Reverse(lat, lon)
		country := loc.CountryCode
		if country == "" {
			country = "-"
		}
		countries++
		if !oneOf(country, fields[2]) {
			badCountries++
			t.Logf("%v, %v is in %s, not in %s", lat, lon, country, fields[2])
		}
		if len(fields) < 4 {
			continue
		}
		city := loc.City
		if city == "" {
			city = "-"
		}
		cities++
		if !oneOf(city, strings.Join(fields[3:], " ")) {
			badCities++
			t.Logf("%v, %v is in %s, not in %s", lat, lon, city, strings.Join(fields[3:], " "))
		}
	}
	t.Logf("%d of %d countries and %d of %d cities wrong", badCountries, countries, badCities, cities)
	if countries < 200 || cities < 150 {
		t.Errorf("only %d countries and %d cities asked for", countries, cities)
	}
	if 200*badCountries > countries || 50*badCities > cities {
		t.Error("more than 0.5 % of countries or 2 % of cities wrong")
	}
}

// oneOf reports whether a name is one of several parted by /, folded.
func oneOf(name, several string) bool {
	for want := range strings.SplitSeq(several, "/") {
		if text.FoldPlace(want) == text.FoldPlace(name) || want == "" && name == "-" {
			return true
		}
	}
	return false
}
