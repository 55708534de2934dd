package place

// Names in many scripts, from general knowledge: what is looked up, the code of
// the country that must come first, and its kind.
const names = `
Pyongyang|KP|city
P'yŏngyang|KP|city
PYONGYANG|KP|city
pyong-yang|KP|city
평양|KP|city
평양시|KP|city
平壤|KP|city
平壌|KP|city
Пхеньян|KP|city
بيونغ يانغ|KP|city
Pjöngjang|KP|city
Wonsan|KP|city
원산|KP|city
Wŏnsan|KP|city
Hamhung|KP|city
함흥|KP|city
Sinuiju|KP|city
신의주|KP|city
新義州|KP|city
Kaesong|KP|city
개성|KP|city
Nampo|KP|city
남포|KP|city
Chongjin|KP|city
청진|KP|city
Samjiyon|KP|city
삼지연|KP|city
Sariwon|KP|city
사리원|KP|city
Rason|KP|city/state
라선|KP|city/state
Hyesan|KP|city
North Hamgyong|KP|state
함경북도|KP|state
Panmunjom|KP/KR|site
판문점|KP/KR|site
板門店|KP/KR|site
Joint Security Area|KP/KR|site
DMZ|KP/KR|site
Mount Paektu|KP|site
백두산|KP|site
白頭山|KP|site
Changbaishan|KP/CN|site
Mount Kumgang|KP|site
금강산|KP|site
Mansu Hill|KP|site
Mansudae|KP|site
만수대|KP|site
Juche Tower|KP|site
주체사상탑|KP|site
Kim Il Sung Square|KP|site
김일성광장|KP|site
Ryugyong Hotel|KP|site
May Day Stadium|KP|site
Kumsusan Palace of the Sun|KP|site
DPRK|KP|country
D.P.R.K.|KP|country
NKorea|KP|country
N. Korea|KP|country
North Korea|KP|country
north-korea|KP|country
North Korean|KP|country
Democratic People's Republic of Korea|KP|country
조선|KP|country
북한|KP|country
北朝鮮|KP|country
朝鲜|KP|country
КНДР|KP|country
Северная Корея|KP|country
Corea del Norte|KP|country
Corée du Nord|KP|country
Nordkorea|KP|country
كوريا الشمالية|KP|country
Βόρεια Κορέα|KP|country
צפון קוריאה|KP|country
เกาหลีเหนือ|KP|country
उत्तर कोरिया|KP|country
PRK|KP|country
ROK|KR|country
SKorea|KR|country
Republic of Korea|KR|country
대한민국|KR|country
한국|KR|country
韓国|KR|country
Südkorea|KR|country
Seoul|KR|city
서울|KR|city
首尔|KR|city
ソウル|KR|city
Сеул|KR|city
Busan|KR|city
Pusan|KR|city
부산|KR|city
Incheon|KR|city
Inchon|KR|city
Gyeonggi|KR|state
Jeju|KR|city/state
USA|US|country
U.S.|US|country
United States of America|US|country
America|US|country
Estados Unidos|US|country
США|US|country
美国|US|country
アメリカ|US|country
미국|US|country
UK|GB|country
Britain|GB|country
Great Britain|GB|country
Royaume-Uni|GB|country
UAE|AE|country
Emirates|AE|country
Holland|NL|country
Deutschland|DE|country
Allemagne|DE|country
Германия|DE|country
德国|DE|country
ドイツ|DE|country
España|ES|country
Espana|ES|country
Ελλάδα|GR|country
Hellas|GR|country
Türkiye|TR|country
Turkiye|TR|country
日本|JP|country
Nippon|JP|country
中国|CN|country
中國|CN|country
Китай|CN|country
الصين|CN|country
中华人民共和国|CN|country
Россия|RU|country
Russian Federation|RU|country
भारत|IN|country
مصر|EG|country
ישראל|IL|country
ประเทศไทย|TH|country
ไทย|TH|country
Việt Nam|VN|country
Viet Nam|VN|country
Ivory Coast|CI|country
Côte d'Ivoire|CI|country
Burma|MM|country
Czech Republic|CZ|country
Swaziland|SZ|country
Cabo Verde|CV|country
Macedonia|MK|country
French Guiana|GF|country
Guyane|GF|country
Réunion|RE|country
Kosovo|XK|country
Vatican|VA|country
Moscow|RU|city
Москва|RU|city
Moskau|RU|city
Moskva|RU|city
莫斯科|RU|city
モスクワ|RU|city
모스크바|RU|city
Санкт-Петербург|RU|city
Saint Petersburg|RU|city
St Petersburg, Russia|RU|city
Владивосток|RU|city
Kyiv|UA|city
Kiev|UA|city
Київ|UA|city
Киев|UA|city
Beijing|CN|city
Peking|CN|city
北京|CN|city
베이징|CN|city
Пекин|CN|city
Πεκίνο|CN|city
上海|CN|city
Dandong|CN|city
丹东|CN|city
단둥|CN|city
東京|JP|city
Tōkyō|JP|city
도쿄|JP|city
Токио|JP|city
طوكيو|JP|city
大阪|JP|city
広島|JP|city
Hong Kong|HK|country
香港|HK|country
臺北|TW|city
台北|TW|city
القاهرة|EG|city
Le Caire|EG|city
قاهره|EG|city
بغداد|IQ|city
دمشق|SY|city
دبي|AE|city
الرياض|SA|city
تهران|IR|city
Tehran|IR|city
Teheran|IR|city
کابل|AF|city
کراچی|PK|city
ירושלים|IL|city
תל אביב|IL|city
Αθήνα|GR|city
Athina|GR|city
Θεσσαλονίκη|GR|city
กรุงเทพมหานคร|TH|city
Bangkok|TH|city
เชียงใหม่|TH|city
दिल्ली|IN|city
नई दिल्ली|IN|city
मुंबई|IN|city
Bombay|IN|city
Mumbai|IN|city
काठमाडौं|NP|city
Hà Nội|VN|city
Saigon|VN|city
Thành phố Hồ Chí Minh|VN|city
Zürich|CH|city
Zurich|CH|city
Genève|CH|city
Geneva|CH|city
München|DE|city
Munich|DE|city
Munchen|DE|city
Köln|DE|city
Cologne|DE|city
Wien|AT|city
Vienna|AT|city
Praha|CZ|city
Warszawa|PL|city
Łódź|PL|city
Lodz|PL|city
Kraków|PL|city
København|DK|city
Copenhagen|DK|city
Göteborg|SE|city
Gothenburg|SE|city
Reykjavík|IS|city
Reykjavik|IS|city
Roma|IT|city
Rome|IT|city
Firenze|IT|city
Florence, Italy|IT|city
Napoli|IT|city
Lisboa|PT|city
Londres|GB|city
London|GB|city
London, Ontario|CA|city
London, ON|CA|city
London (Canada)|CA|city
Paris|FR|city
Paris, France|FR|city
Paris, Texas|US|city
Paris, TX|US|city
Paris Texas|US|city
Portland, Oregon|US|city
Portland, OR|US|city
New York|US|city
New York City|US|city
NYC|US|city
Washington, D.C.|US|city
Los Angeles, CA|US|city
San José, Costa Rica|CR|city
San José|CR|city
São Paulo|BR|city
Sao Paulo|BR|city
Rio de Janeiro|BR|city
Bogotá|CO|city
La Habana|CU|city
Havana|CU|city
México|MX|country
Ciudad de México|MX|city
Buenos Aires|AR|city
Santiago, Chile|CL|city
Santiago|CL|city
Nairobi|KE|city
Addis Ababa|ET|city
አዲስ አበባ|ET|city
Tbilisi, Georgia|GE|city
თბილისი|GE|city
Երևան|AM|city
Atlanta, Georgia|US|city
Ulan Bator|MN|city
Улаанбаатар|MN|city
Астана|KZ|city
Алматы|KZ|city
ဢ|-|-
Rangoon|MM|city
ရန်ကုန်|MM|city
ភ្នំពេញ|KH|city
Phnom Penh|KH|city
ວຽງຈັນ|LA|city
কলকাতা|IN|city
ঢাকা|BD|city
சென்னை|IN|city
கொழும்பு|LK|city
Bavaria|DE|state
Bayern|DE|state
California|US|state
Texas|US|state
Québec|CA|city/state
Ontario|CA|state
Scotland|GB|state
Catalonia|ES|state
Cataluña|ES|state
Guangdong|CN|state
广东|CN|state
Hokkaido|JP|state
北海道|JP|state
Tibet|CN|state
Eiffel Tower|FR|site
Bali|ID|site/state
Tunis|TN|city
Brasília|BR|city
Granada|ES|city
Tour Eiffel|FR|site
Mount Fuji|JP|site
富士山|JP|site
Taj Mahal|IN|site
Machu Picchu|PE|site
Tiananmen Square|CN|site
天安门广场|CN|site
Wonsan, North Korea|KP|city
Wonsan, DPRK|KP|city
원산, 조선|KP|city
Mansu Hill, Pyongyang|KP|site
Mansu Hill, Pyongyang, North Korea|KP|site
Pyongyang (DPRK)|KP|city
Korea, North|KP|country
the Netherlands|NL|country
The Hague|NL|city
's-Gravenhage|NL|city
Victoria|SC|city
Victoria, British Columbia|CA|city
Victoria, Australia|AU|state/city
Qwertyzxcv|-|-
Atlantis Underwater Base|-|-
Pyongyang, France|-|-
`
