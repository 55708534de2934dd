package main

func formatsHelp() string { return findFormatsHelp() + "\n" + exportFormatsHelp() }

func findFormatsHelp() string {
	return `What find prints (--format)

  table     For people: short id, date, place, caption and tags, fitted to the
            terminal. The default on a terminal.
  tsv       id, date, place, tags, caption, separated by tabs, no header. In a
            value \t, \n, \r and \\ stand for tab, line break, return and
            backslash. The default elsewhere.
  csv       RFC 4180 with a header, a column a field.
  jsonl     One item a line, as stored: the stable schema. Short: --json.
  json      One array.
  ids       The ids.
  paths     The paths of the pictures' files.
  captions  The captions.
  template  A Go template given by --template, run on each item.

--fields id,date,place.city chooses fields in table, tsv, csv, jsonl and json.
--jq EXPR runs a jq expression on each item. -0 ends each record with NUL.
An empty result is a valid document: nothing, a header, or [].
`
}

func exportFormatsHelp() string {
	return `What export writes (archive export DEST --format …)

Formats marked with * are streams too: to stdout where DEST is -, and csv,
jsonl, geojson and kml to a file where DEST ends in their name, as in map.kml.
--zip and --tar make one file of any format. NAME.jpg is the name that the
picture came with, or what --name-template makes of it.

  files        For any tool, and to be added again.
                 NAME.jpg          the picture as it came
                 NAME.jpg.txt      its caption
                 NAME.jpg.xmp      a sidecar: dc:description, title, creator,
                                   rights, subject, source; photoshop:City,
                                   State, Country, Credit, DateCreated;
                                   Iptc4xmpCore:Location, CountryCode, alt text;
                                   Iptc4xmpExt:LocationShown, PersonInImage;
                                   exif:GPS*; lr:hierarchicalSubject,
                                   digiKam:TagsList; xmp:Rating; cc:license
                 metadata.csv      by ExifTool's names, for
                                   exiftool -csv=metadata.csv -sep '; ' .
                 metadata.jsonl    the items, each with file_name
                 attachments/      what came with the pictures, by SHA-256
  jsonl *      items.jsonl: the items as stored, each with file, the path of its
               picture; pictures/ and attachments/. A stream has the items
               alone. It is added again as it was.
  csv *        items.csv: the columns are id, caption, title, alt, tags,
               mentions, people, date, place.*, creator, credit, copyright,
               license, picture.*, sources.*, published, albums, rating, likes,
               added, modified. Several values of a field are parted by "; ".
               --excel writes a BOM, and an apostrophe before what would be run.
  geojson *    items.geojson (RFC 7946): a Feature an item, its geometry a Point
               (WGS 84) or null; properties as below, without lat and lon.
  kml *        items.kml (OGC KML 2.3): a Placemark an item with name,
               description, TimeStamp or TimeSpan, Point where it is known;
               ExtendedData as below, date in EDTF.
  html         A gallery that opens from disk: index.html, a page an item.
  bagit        A BagIt 1.0 bag: data/objects/ (pictures), data/metadata/
               metadata.csv (Dublin Core, as Archivematica takes it), dump.jsonl
               (the whole catalogue, or the items), an RO-Crate, manifests in
               SHA-256 and SHA-512. "archive verify-bag" checks it.
  imagefolder  For Hugging Face's load_dataset("imagefolder"): train/ with the
               pictures and metadata.jsonl: file_name, text (the caption), and
               fields as below, null where they aren't known.
  webdataset * Tars of about --shard-size: shard-00000.tar and so on. A sample
               is KEY.jpg, KEY.json (the item as stored) and KEY.txt (the
               caption); KEY is the id unless --name-template says otherwise,
               and has no dots.

The fields of geojson, kml and imagefolder, one level deep: id, caption, title,
alt, tags, mentions, people, date, published, place (its name), sublocation,
city, state, country, country_code, lat, lon, altitude (metres above the sea),
creator, credit, copyright, license, platform, account, url, albums, rating,
likes, picture (its file name), sha256, type, width, height, added, modified.
sha256, type, width and height are those of the picture in the archive, also
where --size, --embed or --strip-… give another.

In every format --strip-gps leaves out place, lat and lon with all that says the
same, --strip-people what names people; "archive export --help" has more.
`
}
