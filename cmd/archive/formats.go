package main

func formatsHelp() string {
	return `What find prints (--format), and export with DEST - writes

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

What export writes into a folder (archive export DEST --format …)

  files     Each picture as it came, with NAME.jpg.txt for its caption, and
            metadata.csv and metadata.jsonl for all.
  jsonl     items.jsonl; csv likewise items.csv.
`
}
