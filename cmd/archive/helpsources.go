package main

func sourcesHelp() string {
	return `What archive add takes in

PATHs may be pictures, folders, zips, tars and tar.gz; nothing is unpacked to
disk, and nothing is fetched from the network. What a folder or an archive
file holds is recognised by its own files; --from KIND says it. Several parts
of one download in one command are one export.

  file         Pictures with NAME.txt, NAME.caption, NAME.xmp or NAME.json
               beside them; ExifTool's -json and -csv in the same folder.
  instagram    Instagram's own download (Accounts Center, Download your
               information; JSON preferred, HTML too), of every vintage since
               2018. Posts; --include stories,reels,archived,profile.
  takeout      Google Photos from takeout.google.com: JSON beside each picture,
               albums, people; trashed and archived by --include.
  flickr       Flickr's "Request my data": photo_*.json and the data-download
               zips.
  mastodon     Mastodon's archive: outbox.json with media_attachments.
  pixelfed     Pixelfed's outbox.json or pixelfed-statuses.json.
  twitter      The archive of X, formerly Twitter: data/tweets.js.
  bluesky      A repository of Bluesky (repo.car) or records as JSON, with the
               blobs beside them.
  instaloader  What instaloader wrote: NAME.jpg, .txt, .json or .json.xz,
               _location.txt, _comments.json.
  gallery-dl   What gallery-dl wrote with --write-metadata.
  coco         COCO captions: images and annotations; a caption an item.
  webdataset   WebDataset and img2dataset tar shards.
  imagefolder  Hugging Face: metadata.csv or metadata.jsonl with file_name.
  table        CSV, TSV, JSON Lines or JSON that names pictures; also what
               archive export wrote. --map caption=Legende names a column.
  webpage      Saved pages: HTML with its folder, single files, MHTML, WARC.

Of all of them the caption, hashtags, date, place, people, likes, account and
address are taken where they are there. Caption, date and place in the picture
itself fill what the source doesn't say. --since DATE leaves out older posts.
--dry-run --json tells what would be taken, a line each.

What is left out is counted by its reason at the end (videos, pictures that
are named but not in the download …); --strict makes that exit 3.
`
}
