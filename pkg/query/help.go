package query

// Help is the reference of the query language, for people at a terminal of 80
// columns.
func Help() string { return help }

const help = `A query says which items to find. It is made of conditions:

  archive find 'tag:Pyongyang date:2013-02 "popcorn vendor"'
  archive find 'place:"Mansu Hill" OR near:39.03,125.75,2km'
  archive find 'tag:Pyongyang (likes:>100 OR rating:5) NOT creator:AFP'
  archive find 'has:position missing:caption'

Put the whole query in single quotes, so that the shell leaves it alone. The
flags of find (--tag, --place, --date …) say the same; flags and query must
both match.

PUTTING CONDITIONS TOGETHER
  A B         both; A AND B is the same
  A OR B      at least one; AND goes before OR: A B OR C is (A B) OR C
  NOT A, -A   not A, which includes items without a value at all
  ( … )       a group, as in NOT (A OR B)
  @NAME       a saved query (archive saved add NAME QUERY); @"two words" too
AND, OR and NOT are capitals; and, or, not are words to search for. A minus
sign stands directly before its condition. An empty query finds everything.

VALUES
  field:value       no blank around the colon; field names in any case
  field:"a value"   with blanks, parentheses, quotes or stars; inside the
                    quotes \" is a quote and \\ a backslash
  field:begin*      what begins so: tag:Pyong*, name:IMG_*, "popcorn vend"*
A term with a colon needs quotes where it is no field: "https://example.org".

TEXT
  popcorn           the word, in caption, title or alternative text
  "popcorn vendor"  the words in this order, in one of the three
  text:WORD         the same as the bare word
  caption:WORD      title:WORD      alt:WORD      in that one alone
Several words may stand in any order and apart. Capitals, accents on Latin and
Greek letters, #, punctuation and line breaks make no difference: cafe finds
#Café. Chinese, Japanese, Korean and Thai are found inside longer text.

NAMES
These compare the whole value, without regard to capitals; end with * for the
beginning of one. Accents count, except for places.
  tag:Pyongyang     tag:#Pyongyang is the same; tag:A,B is either, here only;
                    \, in quotes is a comma inside a tag
  place:NAME        any level (site, city, state, country, code) by any known
                    name: place:Pyongyang, place:DPRK, place:평양; a place with
                    commas has each part: place:"Paris, Texas"
  sure:NAME         as place, without places only inferred from hashtags
  creator:NAME      credit:TEXT       copyright:TEXT
  people:NAME       who is shown      mention:NAME   with or without @
  album:NAME        source:KIND       such as source:instagram
  platform:NAME     account:NAME      url:"https://…"   where it came from
  name:popcorn.jpg  the file's name   type:jpeg      or type:image/jpeg
  id:5f0c2e7a       sha256:9b1d…      at least 4 hexadecimal digits
  origin:exif       some value came from there; origin:hashtag …

DATES
  date:WHEN         the day at the camera
  added:WHEN        taken into the archive (UTC)
  published:WHEN    posted (UTC)
WHEN is one of
  2013   2013-02   2013-02-25       a year, month or day
  2013-02..2013-03   2013..   ..2013   from the first day to the last
  195X   1953~   1953-24   1914/1918   EDTF (ISO 8601-2)
  today   yesterday   "this week"   last-month   this-year …
Weeks begin on Monday; seasons are 21 (March to May) to 24. An item matches
when its date can mean one of these days: date:1953-07 finds 1953, 195X and
1953-07-27. Items without a date match no date.

POSITION
  near:LAT,LON          within 10 km of a point in degrees: near:39.03,125.75
  near:LAT,LON,2km      within a radius in m, km or mi
  near:"Mansu Hill",2km by the name of a place; near:geo:39.03,125.75 too
  bbox:S,W,N,E          in a box; with W greater than E it crosses 180°
Distances are great circles on a sphere; the edge belongs to it. near also finds
items that have a place's name and no coordinates, where that place reaches into
the circle. A table marks them with ~ before the place, JSON with
"approximate":true; elsewhere it is the field approximate.

NUMBERS
  likes:100  likes:>100  >=100  <100  <=100  10..20  10..  ..20
  rating:4..        -1 is rejected, 5 is best
  width:>=1920      height:<1000      pixels as stored
  size:>5MB         bytes, or kB, MB, GB, TB (thousands), KiB, MiB, GiB, TiB

WHAT IS THERE
  has:FIELD         the field is set
  missing:FIELD     it isn't
FIELD is any field of the item as archive show --json prints it (caption, tags,
place.city, picture.width, license, extra.KEY …), or position for coordinates.
has:place means a name; coordinates alone are none.

LIMITS
At most 64 KB, and 100 levels of parentheses and negations. A mistake is
reported with its column, counted in characters from 1.
`
