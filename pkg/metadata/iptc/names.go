package iptc

// form is how a dataset's bytes are shown.
type form uint8

const (
	asText form = iota
	asNumber
	asDate
	asTime
	asBinary
)

// entry is what is known of one dataset.
type entry struct {
	name string
	form form
	// list says that the dataset may be repeated.
	list bool
}

// known finds a dataset of IIM 4.2 and the extensions in use, named as
// ExifTool names it (`exiftool -listx -IPTC:all`).
func known(record, number uint8) (entry, bool) {
	switch record {
	case Envelope:
		return envelopeEntry(number)
	case Application:
		return applicationEntry(number)
	case 3:
		return newsPhotoEntry(number)
	case 7, 8, 9:
		return objectEntry(record, number)
	}
	return entry{}, false
}

// envelopeEntry knows the envelope record (IIM 4.2 chapter 5).
func envelopeEntry(number uint8) (entry, bool) {
	switch number {
	case 0:
		return entry{"EnvelopeRecordVersion", asNumber, false}, true
	case 5:
		return entry{"Destination", asText, true}, true
	case 20:
		return entry{"FileFormat", asNumber, false}, true
	case 22:
		return entry{"FileVersion", asNumber, false}, true
	case 30:
		return entry{"ServiceIdentifier", asText, false}, true
	case 40:
		return entry{"EnvelopeNumber", asText, false}, true
	case 50:
		return entry{"ProductID", asText, true}, true
	case 60:
		return entry{"EnvelopePriority", asText, false}, true
	case 70:
		return entry{"DateSent", asDate, false}, true
	case 80:
		return entry{"TimeSent", asTime, false}, true
	case 90:
		return entry{"CodedCharacterSet", asText, false}, true
	case 100:
		return entry{"UniqueObjectName", asText, false}, true
	case 120:
		return entry{"ARMIdentifier", asNumber, false}, true
	case 122:
		return entry{"ARMVersion", asNumber, false}, true
	}
	return entry{}, false
}

// applicationEntry knows the application record (IIM 4.2 chapter 6).
func applicationEntry(number uint8) (entry, bool) {
	switch number {
	case 0:
		return entry{"ApplicationRecordVersion", asNumber, false}, true
	case 3:
		return entry{"ObjectTypeReference", asText, false}, true
	case 4:
		return entry{"ObjectAttributeReference", asText, true}, true
	case 5:
		return entry{"ObjectName", asText, false}, true
	case 7:
		return entry{"EditStatus", asText, false}, true
	case 8:
		return entry{"EditorialUpdate", asText, false}, true
	case 10:
		return entry{"Urgency", asText, false}, true
	case 12:
		return entry{"SubjectReference", asText, true}, true
	case 15:
		return entry{"Category", asText, false}, true
	case 20:
		return entry{"SupplementalCategories", asText, true}, true
	case 22:
		return entry{"FixtureIdentifier", asText, false}, true
	case 25:
		return entry{"Keywords", asText, true}, true
	case 26:
		return entry{"ContentLocationCode", asText, true}, true
	case 27:
		return entry{"ContentLocationName", asText, true}, true
	case 30:
		return entry{"ReleaseDate", asDate, false}, true
	case 35:
		return entry{"ReleaseTime", asTime, false}, true
	case 37:
		return entry{"ExpirationDate", asDate, false}, true
	case 38:
		return entry{"ExpirationTime", asTime, false}, true
	case 40:
		return entry{"SpecialInstructions", asText, false}, true
	case 42:
		return entry{"ActionAdvised", asText, false}, true
	case 45:
		return entry{"ReferenceService", asText, true}, true
	case 47:
		return entry{"ReferenceDate", asDate, true}, true
	case 50:
		return entry{"ReferenceNumber", asText, true}, true
	case 55:
		return entry{"DateCreated", asDate, false}, true
	case 60:
		return entry{"TimeCreated", asTime, false}, true
	case 62:
		return entry{"DigitalCreationDate", asDate, false}, true
	case 63:
		return entry{"DigitalCreationTime", asTime, false}, true
	case 65:
		return entry{"OriginatingProgram", asText, false}, true
	case 70:
		return entry{"ProgramVersion", asText, false}, true
	case 75:
		return entry{"ObjectCycle", asText, false}, true
	case 80:
		return entry{"By-line", asText, true}, true
	case 85:
		return entry{"By-lineTitle", asText, true}, true
	case 90:
		return entry{"City", asText, false}, true
	case 92:
		return entry{"Sub-location", asText, false}, true
	case 95:
		return entry{"Province-State", asText, false}, true
	case 100:
		return entry{"Country-PrimaryLocationCode", asText, false}, true
	case 101:
		return entry{"Country-PrimaryLocationName", asText, false}, true
	case 103:
		return entry{"OriginalTransmissionReference", asText, false}, true
	case 105:
		return entry{"Headline", asText, false}, true
	case 110:
		return entry{"Credit", asText, false}, true
	case 115:
		return entry{"Source", asText, false}, true
	case 116:
		return entry{"CopyrightNotice", asText, false}, true
	case 118:
		return entry{"Contact", asText, true}, true
	case 120:
		return entry{"Caption-Abstract", asText, false}, true
	case 121:
		return entry{"LocalCaption", asText, false}, true
	case 122:
		return entry{"Writer-Editor", asText, true}, true
	case 125:
		return entry{"RasterizedCaption", asBinary, false}, true
	case 130:
		return entry{"ImageType", asText, false}, true
	case 131:
		return entry{"ImageOrientation", asText, false}, true
	case 135:
		return entry{"LanguageIdentifier", asText, false}, true
	case 150:
		return entry{"AudioType", asText, false}, true
	case 151:
		return entry{"AudioSamplingRate", asText, false}, true
	case 152:
		return entry{"AudioSamplingResolution", asText, false}, true
	case 153:
		return entry{"AudioDuration", asText, false}, true
	case 154:
		return entry{"AudioOutcue", asText, false}, true
	case 184:
		return entry{"JobID", asText, false}, true
	case 185:
		return entry{"MasterDocumentID", asText, false}, true
	case 186:
		return entry{"ShortDocumentID", asText, false}, true
	case 187:
		return entry{"UniqueDocumentID", asText, false}, true
	case 188:
		return entry{"OwnerID", asText, false}, true
	case 200:
		return entry{"ObjectPreviewFileFormat", asNumber, false}, true
	case 201:
		return entry{"ObjectPreviewFileVersion", asNumber, false}, true
	case 202:
		return entry{"ObjectPreviewData", asBinary, false}, true
	case 221:
		return entry{"Prefs", asText, false}, true
	case 225:
		return entry{"ClassifyState", asText, false}, true
	case 228:
		return entry{"SimilarityIndex", asText, false}, true
	case 230:
		return entry{"DocumentNotes", asText, false}, true
	case 231:
		return entry{"DocumentHistory", asText, false}, true
	case 232:
		return entry{"ExifCameraInfo", asText, false}, true
	case 255:
		return entry{"CatalogSets", asText, true}, true
	}
	return entry{}, false
}
