package item

// Members calls visit with the key and the value of each member of the JSON
// object, in order. The value is the text between the commas, checked and
// without white space around it; it shares its memory with the object.
func Members(object string, visit func(key, value string) error) error {
	s := scanner{src: object}
	s.space()
	err := s.object(func(key string) error {
		value, err := s.value()
		if err != nil {
			return err
		}
		return visit(key, value)
	})
	if err != nil {
		return err
	}
	return s.end()
}

// Elements calls visit with each element of the JSON list, as Members does.
func Elements(list string, visit func(value string) error) error {
	s := scanner{src: list}
	s.space()
	err := s.array(func() error {
		value, err := s.value()
		if err != nil {
			return err
		}
		return visit(value)
	})
	if err != nil {
		return err
	}
	return s.end()
}

// Unquote returns what the JSON string stands for.
func Unquote(quoted string) (string, error) {
	s := scanner{src: quoted}
	s.space()
	text, err := s.quoted()
	if err != nil {
		return "", err
	}
	return text, s.end()
}
