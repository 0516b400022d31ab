package clientdb

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/tags"
	"okno/db"
)

// tagsOf are the tags of the client c, as booking.Client.Tags has them.
const tagsOf = `coalesce((select string_agg(t.tag, E'\n' order by t.key) from client_tags t where t.company_id = c.company_id and t.client_id = c.id), '')`

// companyTags are all that the company ($1) has, likewise.
const companyTags = `coalesce((select string_agg(t.tag, E'\n' order by t.key) from (
	select key, min(tag) as tag from client_tags where company_id = $1 group by key) t), '')`

// TagChange is what was done to a client's tags, as its undo needs it.
type TagChange struct {
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
}

// WayBack is the change as an Undo keeps it.
func (t TagChange) WayBack() ([]byte, error) { return json.Marshal(map[string]TagChange{"tags": t}) }

// PutTags gives a client tags, spelled as the company has them already, and says which are new to him.
// More than there may be are Invalid.
func PutTags(ctx context.Context, a *db.Act, client booking.ID, list []string) ([]string, error) {
	added, err := putTags(ctx, a, client, list)
	if err != nil || len(added) == 0 {
		return nil, err
	}
	var own, all int
	err = a.SQLX().QueryRowxContext(ctx, `select count(*) filter (where client_id = $2), count(distinct key) from client_tags where company_id = $1`,
		a.Company(), client).Scan(&own, &all)
	if err != nil {
		return nil, err
	}
	return added, tags.Fits(own, all)
}

func putTags(ctx context.Context, a *db.Act, client booking.ID, list []string) (added []string, err error) {
	err = a.SQLX().SelectContext(ctx, &added, `
		insert into client_tags (company_id, client_id, key, tag)
		select $1, $2, n.key, coalesce((select min(t.tag) from client_tags t where t.company_id = $1 and t.key = n.key), n.tag)
		from unnest($3::text[], $4::text[]) as n (key, tag) on conflict do nothing returning tag`, a.Company(), client, db.Column(list, tags.Key), list)
	return added, err
}

// RemoveTags takes tags from a client, and says which he had.
func RemoveTags(ctx context.Context, a *db.Act, client booking.ID, list []string) (removed []string, err error) {
	err = a.SQLX().SelectContext(ctx, &removed, `
		delete from client_tags where company_id = $1 and client_id = $2 and key = any($3) returning tag`, a.Company(), client, db.Column(list, tags.Key))
	return removed, err
}

// TakeTagsBack undoes a change of a client's tags, as far as nobody has done so already, or of a tag's name, and says which: tags.Act or
// tags.Renamed, "" where before is of another act. line is that of the log about a tag's name, by whom and when.
func TakeTagsBack(ctx context.Context, a *db.Act, client booking.ID, before []byte, line booking.AuditLine) (act booking.Act, err error) {
	var kept struct {
		Tags    *TagChange
		Renamed *TagRename
	}
	if err := json.Unmarshal(before, &kept); err != nil {
		return "", err
	}
	switch {
	case kept.Tags != nil:
		act, err = tags.Act, takeChangeBack(ctx, a, client, *kept.Tags, line.Actor, line.At)
	case kept.Renamed != nil:
		act, err = tags.Renamed, takeRenameBack(ctx, a, *kept.Renamed, line)
	default:
		return "", nil
	}
	if err != nil {
		return act, err
	}
	return act, a.Changed(ctx, "", booking.ActClient, nil, line.At)
}

func takeChangeBack(ctx context.Context, a *db.Act, client booking.ID, t TagChange, by booking.Actor, at time.Time) error {
	removed, err := RemoveTags(ctx, a, client, t.Added)
	if err != nil {
		return err
	}
	added, err := putTags(ctx, a, client, t.Removed)
	if err != nil {
		return err
	}
	return WriteTags(ctx, a, client, TagChange{added, removed}, by, at)
}

// WriteTags puts a change of tags into the history of the card.
func WriteTags(ctx context.Context, a *db.Act, client booking.ID, t TagChange, by booking.Actor, at time.Time) error {
	write := func(act booking.Act, list []string) error {
		if len(list) == 0 {
			return nil
		}
		line := booking.HistoryLine{At: at, Act: act, Actor: by, Detail: map[string]string{"tags": strings.Join(list, ", ")}}
		return a.WriteClientHistory(ctx, client, line)
	}
	return errors.Join(write("tagged", t.Added), write("untagged", t.Removed))
}
