package iptc

// newsPhotoEntry knows the digital newsphoto record (IPTC-NAA Digital Newsphoto Parameter Record 4).
func newsPhotoEntry(number uint8) (entry, bool) {
	switch number {
	case 0:
		return entry{"NewsPhotoVersion", asNumber, false}, true
	case 10:
		return entry{"IPTCPictureNumber", asText, false}, true
	case 20:
		return entry{"IPTCImageWidth", asNumber, false}, true
	case 30:
		return entry{"IPTCImageHeight", asNumber, false}, true
	case 40:
		return entry{"IPTCPixelWidth", asNumber, false}, true
	case 50:
		return entry{"IPTCPixelHeight", asNumber, false}, true
	case 55:
		return entry{"SupplementalType", asNumber, false}, true
	case 60:
		return entry{"ColorRepresentation", asNumber, false}, true
	case 64:
		return entry{"InterchangeColorSpace", asNumber, false}, true
	case 65:
		return entry{"ColorSequence", asNumber, false}, true
	case 66:
		return entry{"ICC_Profile", asBinary, false}, true
	case 70:
		return entry{"ColorCalibrationMatrix", asBinary, false}, true
	case 80:
		return entry{"LookupTable", asBinary, false}, true
	case 84:
		return entry{"NumIndexEntries", asNumber, false}, true
	case 85:
		return entry{"ColorPalette", asBinary, false}, true
	case 86:
		return entry{"IPTCBitsPerSample", asNumber, false}, true
	case 90:
		return entry{"SampleStructure", asNumber, false}, true
	case 100:
		return entry{"ScanningDirection", asNumber, false}, true
	case 102:
		return entry{"IPTCImageRotation", asNumber, false}, true
	case 110:
		return entry{"DataCompressionMethod", asNumber, false}, true
	case 120:
		return entry{"QuantizationMethod", asNumber, false}, true
	case 125:
		return entry{"EndPoints", asBinary, false}, true
	case 130:
		return entry{"ExcursionTolerance", asNumber, false}, true
	case 135:
		return entry{"BitsPerComponent", asNumber, false}, true
	case 140:
		return entry{"MaximumDensityRange", asNumber, false}, true
	case 145:
		return entry{"GammaCompensatedValue", asNumber, false}, true
	}
	return entry{}, false
}

// objectEntry knows the records around the object itself (IIM 4.2 chapters 7 to 9).
func objectEntry(record, number uint8) (entry, bool) {
	switch [2]uint8{record, number} {
	case [2]uint8{7, 10}:
		return entry{"SizeMode", asNumber, false}, true
	case [2]uint8{7, 20}:
		return entry{"MaxSubfileSize", asNumber, false}, true
	case [2]uint8{7, 90}:
		return entry{"ObjectSizeAnnounced", asNumber, false}, true
	case [2]uint8{7, 95}:
		return entry{"MaximumObjectSize", asNumber, false}, true
	case [2]uint8{8, 10}:
		return entry{"SubFile", asBinary, true}, true
	case [2]uint8{9, 10}:
		return entry{"ConfirmedObjectSize", asNumber, false}, true
	}
	return entry{}, false
}
