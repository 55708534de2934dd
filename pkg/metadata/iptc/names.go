package iptc

import "slices"

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
	record, number uint8
	name           string
	form           form
	// list says that the dataset may be repeated.
	list bool
}

// entries are the datasets of IIM 4.2 and the extensions in use, by record
// and number, named as ExifTool names them (`exiftool -listx -IPTC:all`).
var entries = [...]entry{
	{1, 0, "EnvelopeRecordVersion", asNumber, false},
	{1, 5, "Destination", asText, true},
	{1, 20, "FileFormat", asNumber, false},
	{1, 22, "FileVersion", asNumber, false},
	{1, 30, "ServiceIdentifier", asText, false},
	{1, 40, "EnvelopeNumber", asText, false},
	{1, 50, "ProductID", asText, true},
	{1, 60, "EnvelopePriority", asText, false},
	{1, 70, "DateSent", asDate, false},
	{1, 80, "TimeSent", asTime, false},
	{1, 90, "CodedCharacterSet", asText, false},
	{1, 100, "UniqueObjectName", asText, false},
	{1, 120, "ARMIdentifier", asNumber, false},
	{1, 122, "ARMVersion", asNumber, false},
	{2, 0, "ApplicationRecordVersion", asNumber, false},
	{2, 3, "ObjectTypeReference", asText, false},
	{2, 4, "ObjectAttributeReference", asText, true},
	{2, 5, "ObjectName", asText, false},
	{2, 7, "EditStatus", asText, false},
	{2, 8, "EditorialUpdate", asText, false},
	{2, 10, "Urgency", asText, false},
	{2, 12, "SubjectReference", asText, true},
	{2, 15, "Category", asText, false},
	{2, 20, "SupplementalCategories", asText, true},
	{2, 22, "FixtureIdentifier", asText, false},
	{2, 25, "Keywords", asText, true},
	{2, 26, "ContentLocationCode", asText, true},
	{2, 27, "ContentLocationName", asText, true},
	{2, 30, "ReleaseDate", asDate, false},
	{2, 35, "ReleaseTime", asTime, false},
	{2, 37, "ExpirationDate", asDate, false},
	{2, 38, "ExpirationTime", asTime, false},
	{2, 40, "SpecialInstructions", asText, false},
	{2, 42, "ActionAdvised", asText, false},
	{2, 45, "ReferenceService", asText, true},
	{2, 47, "ReferenceDate", asDate, true},
	{2, 50, "ReferenceNumber", asText, true},
	{2, 55, "DateCreated", asDate, false},
	{2, 60, "TimeCreated", asTime, false},
	{2, 62, "DigitalCreationDate", asDate, false},
	{2, 63, "DigitalCreationTime", asTime, false},
	{2, 65, "OriginatingProgram", asText, false},
	{2, 70, "ProgramVersion", asText, false},
	{2, 75, "ObjectCycle", asText, false},
	{2, 80, "By-line", asText, true},
	{2, 85, "By-lineTitle", asText, true},
	{2, 90, "City", asText, false},
	{2, 92, "Sub-location", asText, false},
	{2, 95, "Province-State", asText, false},
	{2, 100, "Country-PrimaryLocationCode", asText, false},
	{2, 101, "Country-PrimaryLocationName", asText, false},
	{2, 103, "OriginalTransmissionReference", asText, false},
	{2, 105, "Headline", asText, false},
	{2, 110, "Credit", asText, false},
	{2, 115, "Source", asText, false},
	{2, 116, "CopyrightNotice", asText, false},
	{2, 118, "Contact", asText, true},
	{2, 120, "Caption-Abstract", asText, false},
	{2, 121, "LocalCaption", asText, false},
	{2, 122, "Writer-Editor", asText, true},
	{2, 125, "RasterizedCaption", asBinary, false},
	{2, 130, "ImageType", asText, false},
	{2, 131, "ImageOrientation", asText, false},
	{2, 135, "LanguageIdentifier", asText, false},
	{2, 150, "AudioType", asText, false},
	{2, 151, "AudioSamplingRate", asText, false},
	{2, 152, "AudioSamplingResolution", asText, false},
	{2, 153, "AudioDuration", asText, false},
	{2, 154, "AudioOutcue", asText, false},
	{2, 184, "JobID", asText, false},
	{2, 185, "MasterDocumentID", asText, false},
	{2, 186, "ShortDocumentID", asText, false},
	{2, 187, "UniqueDocumentID", asText, false},
	{2, 188, "OwnerID", asText, false},
	{2, 200, "ObjectPreviewFileFormat", asNumber, false},
	{2, 201, "ObjectPreviewFileVersion", asNumber, false},
	{2, 202, "ObjectPreviewData", asBinary, false},
	{2, 221, "Prefs", asText, false},
	{2, 225, "ClassifyState", asText, false},
	{2, 228, "SimilarityIndex", asText, false},
	{2, 230, "DocumentNotes", asText, false},
	{2, 231, "DocumentHistory", asText, false},
	{2, 232, "ExifCameraInfo", asText, false},
	{2, 255, "CatalogSets", asText, true},
	{3, 0, "NewsPhotoVersion", asNumber, false},
	{3, 10, "IPTCPictureNumber", asText, false},
	{3, 20, "IPTCImageWidth", asNumber, false},
	{3, 30, "IPTCImageHeight", asNumber, false},
	{3, 40, "IPTCPixelWidth", asNumber, false},
	{3, 50, "IPTCPixelHeight", asNumber, false},
	{3, 55, "SupplementalType", asNumber, false},
	{3, 60, "ColorRepresentation", asNumber, false},
	{3, 64, "InterchangeColorSpace", asNumber, false},
	{3, 65, "ColorSequence", asNumber, false},
	{3, 66, "ICC_Profile", asBinary, false},
	{3, 70, "ColorCalibrationMatrix", asBinary, false},
	{3, 80, "LookupTable", asBinary, false},
	{3, 84, "NumIndexEntries", asNumber, false},
	{3, 85, "ColorPalette", asBinary, false},
	{3, 86, "IPTCBitsPerSample", asNumber, false},
	{3, 90, "SampleStructure", asNumber, false},
	{3, 100, "ScanningDirection", asNumber, false},
	{3, 102, "IPTCImageRotation", asNumber, false},
	{3, 110, "DataCompressionMethod", asNumber, false},
	{3, 120, "QuantizationMethod", asNumber, false},
	{3, 125, "EndPoints", asBinary, false},
	{3, 130, "ExcursionTolerance", asNumber, false},
	{3, 135, "BitsPerComponent", asNumber, false},
	{3, 140, "MaximumDensityRange", asNumber, false},
	{3, 145, "GammaCompensatedValue", asNumber, false},
	{7, 10, "SizeMode", asNumber, false},
	{7, 20, "MaxSubfileSize", asNumber, false},
	{7, 90, "ObjectSizeAnnounced", asNumber, false},
	{7, 95, "MaximumObjectSize", asNumber, false},
	{8, 10, "SubFile", asBinary, true},
	{9, 10, "ConfirmedObjectSize", asNumber, false},
}

// known finds a dataset's entry.
func known(record, number uint8) (entry, bool) {
	i, ok := slices.BinarySearchFunc(entries[:], int(record)<<8|int(number), func(e entry, key int) int {
		return int(e.record)<<8 | int(e.number) - key
	})
	if !ok {
		return entry{}, false
	}
	return entries[i], true
}
