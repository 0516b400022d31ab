package db

import (
	"fmt"
	"strings"

	"okno/booking"
)

// The columns of a noun's plain attributes, as parts of statements. An optional step, price,
// colour, phone or e-mail that is none is null in the database and the zero value in the program.

// AttributeColumns are the columns, each after prefix: "name, description".
func AttributeColumns[T any](attributes booking.Attributes[T], prefix string) string {
	return attributeList(attributes, func(a booking.Attribute[T], _ int) string { return prefix + a.Stored() })
}

// AttributeSelect are the columns of the row of that name as the program's struct has them, under the names of its members.
func AttributeSelect[T any](attributes booking.Attributes[T], row string) string {
	return attributeList(attributes, func(a booking.Attribute[T], _ int) string {
		return readable(a.Kind, row+"."+a.Stored()) + " as " + strings.ToLower(memberName(a.Stored()))
	})
}

// AttributeCleared sets the columns to what they are where nothing is known.
func AttributeCleared[T any](attributes booking.Attributes[T]) string {
	return attributeList(attributes, func(a booking.Attribute[T], _ int) string {
		var zero T
		if _, number := a.Value(&zero).(*int); number {
			return a.Stored() + " = " + orNull(a.Kind, "0")
		}
		return a.Stored() + " = " + orNull(a.Kind, "''")
	})
}

// AttributeSets sets the columns to the parameters from $first on.
func AttributeSets[T any](attributes booking.Attributes[T], first int) string {
	return attributeList(attributes, func(a booking.Attribute[T], i int) string {
		return a.Stored() + " = " + orNull(a.Kind, fmt.Sprintf("$%d", first+i))
	})
}

// AttributeValues are the parameters from $first on, as the columns hold them.
func AttributeValues[T any](attributes booking.Attributes[T], first int) string {
	return attributeList(attributes, func(a booking.Attribute[T], i int) string { return orNull(a.Kind, fmt.Sprintf("$%d", first+i)) })
}

// attributeJSON are the arguments of json_build_object that read them from the row of that name,
// under the names of the program's struct.
func attributeJSON[T any](attributes booking.Attributes[T], row string) string {
	return attributeList(attributes, func(a booking.Attribute[T], _ int) string {
		return "'" + memberName(a.Stored()) + "', " + readable(a.Kind, row+"."+a.Stored())
	})
}

// AttributeArrays are the parameters from $first on as lists, a list for each column.
func AttributeArrays[T any](attributes booking.Attributes[T], first int) string {
	return attributeList(attributes, func(a booking.Attribute[T], i int) string {
		var zero T
		if _, number := a.Value(&zero).(*int); number {
			return fmt.Sprintf("$%d::int[]", first+i)
		}
		return fmt.Sprintf("$%d::text[]", first+i)
	})
}

// AttributeRows are the columns that attributeArrays are unnested into, as the table holds them.
func AttributeRows[T any](attributes booking.Attributes[T], row string) string {
	return attributeList(attributes, func(a booking.Attribute[T], _ int) string { return orNull(a.Kind, row+"."+a.Stored()) })
}

// AttributeExcluded takes the columns from the row that was not inserted.
func AttributeExcluded[T any](attributes booking.Attributes[T]) string {
	return attributeList(attributes, func(a booking.Attribute[T], _ int) string { return a.Stored() + " = excluded." + a.Stored() })
}

// AttributesOf are what of holds, for attributeValues and attributeSets.
func AttributesOf[T any](attributes booking.Attributes[T], of T) []any {
	values := make([]any, len(attributes))
	for i, a := range attributes {
		if values[i] = a.Value(&of); isCustom(values[i]) {
			values[i] = a.Text(of)
		}
	}
	return values
}

func isCustom(value any) bool {
	_, is := value.(booking.Custom)
	return is
}

// AttributesOfAll are what each of the list holds, for attributeArrays.
func AttributesOfAll[T any](attributes booking.Attributes[T], list []T) []any {
	lists := make([]any, len(attributes))
	for i, a := range attributes {
		var zero T
		if _, number := a.Value(&zero).(*int); number {
			lists[i] = Column(list, func(it T) int { return *a.Value(&it).(*int) })
		} else {
			lists[i] = Column(list, func(it T) string { return *a.Value(&it).(*string) })
		}
	}
	return lists
}

func attributeList[T any](attributes booking.Attributes[T], part func(a booking.Attribute[T], i int) string) string {
	parts := make([]string, len(attributes))
	for i, a := range attributes {
		parts[i] = part(a, i)
	}
	return strings.Join(parts, ", ")
}

// readable is a column as the program has its value.
func readable(kind booking.AttributeKind, column string) string {
	switch kind {
	case booking.StepAttribute:
		return "coalesce(" + column + ", 0)"
	case booking.PriceAttribute:
		return "coalesce(" + column + "::text, '')"
	case booking.ColorAttribute, booking.PhoneAttribute, booking.EmailAttribute:
		return "coalesce(" + column + ", '')"
	}
	return column
}

// orNull is a value of the program as the database keeps it.
func orNull(kind booking.AttributeKind, value string) string {
	switch kind {
	case booking.StepAttribute:
		return "nullif(" + value + ", 0)"
	case booking.PriceAttribute:
		return "nullif(" + value + ", '')::numeric"
	case booking.ColorAttribute, booking.PhoneAttribute, booking.EmailAttribute:
		return "nullif(" + value + ", '')"
	}
	return value
}

// memberName is a column's name as a member of a struct: DurationMin of duration_min.
func memberName(column string) string {
	var name strings.Builder
	for part := range strings.SplitSeq(column, "_") {
		name.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return name.String()
}
