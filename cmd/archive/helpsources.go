package main

func sourcesHelp() string {
	return `What archive add takes in

PATHs may be pictures, folders, zips, tars and tar.gz; nothing is unpacked to
disk, and nothing is fetched from the network. What a folder or an archive
file holds is recognised by its own files; --from KIND says it. Several parts
of one download in one command are one export.

  file         Pictures with NAME.txt, NAME.caption, NAME.xmp or NAME.json
               beside them; ExifTool's -json and -csv in the same folder.
               --txt-as tags reads each .txt as a list of tags.
  instagram    Instagram's own download (Accounts Center, Your information,
               Download your information; JSON preferred, HTML too), of every
               vintage: posts_1.json, posts.json, media.json, posts_1.html.
               Posts; --include stories,reels,archived,profile takes more.
  takeout      Google Photos from takeout.google.com: JSON beside each picture,
               albums, people, favourites; --include trashed,archived.
  flickr       Flickr's "Request my Flickr data" (Account settings):
               photo_*.json and the data-download zips.
  mastodon     Mastodon's archive (Preferences, Import and export, Request your
               archive): outbox.json with media_attachments.
  pixelfed     Pixelfed's outbox.json or pixelfed-statuses.json (Settings, Data
               export), with the pictures beside it.
  twitter      The archive of X, formerly Twitter (Settings, Your account,
               Download an archive of your data): data/tweets.js, tweet.js, or
               data/js/tweets of before 2019.
  bluesky      A repository of Bluesky (Settings, Account, Export my data:
               repo.car) or records as JSON, with the blobs beside them.
  instaloader  What instaloader wrote: NAME.jpg, .txt, .json or .json.xz,
               _location.txt, _comments.json.
  gallery-dl   What gallery-dl wrote with --write-metadata or --write-info-json:
               NAME.jpg.json, info.json, data.jsonl.
  coco         COCO captions: images and annotations; a caption an item.
  webdataset   WebDataset and img2dataset tar shards.
  imagefolder  Hugging Face: metadata.csv or metadata.jsonl with file_name; so
               is a folder that archive export wrote.
  table        CSV, TSV, JSON Lines or JSON that names pictures in a column, by
               a path from the table; --map caption=Legende names a column.
  webpage      Saved pages (a browser's "Save page as"): HTML with its folder,
               single files, MHTML; crawls in WARC. The pictures with captions;
               --include uncaptioned takes the article's others.

Of all of them the caption, hashtags, date, place, people, likes, account and
address are taken where they are there. Caption, date and place in the picture
itself fill what the source doesn't say. --since DATE leaves out older posts.
--dry-run --json tells what would be taken, a line each.

A newer download of the same account adds what is new and fills in what
changed; --refresh takes changed captions too. Files whose path, size and time
are as they were are not read again; --rehash reads them.

What is left out is counted by its reason at the end (videos, pictures that
are named but not in the download …); --strict makes that exit 3.
`
}
