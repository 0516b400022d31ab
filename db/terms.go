package db

// PriceWith is what a service of the company $1 costs with resources, as booking.Service.With
// has it: a part of a statement, whose arguments are an id and an array of ids.
func PriceWith(service, resources string) string {
	return `coalesce((
		select l.price from service_resources l join resources r on r.company_id = l.company_id and r.id = l.resource_id and r.kind = 'staff'
		where l.company_id = $1 and l.service_id = ` + service + ` and l.resource_id = any(` + resources + `) and l.price is not null
		order by l.position, l.resource_id limit 1), (select s.price from services s where s.company_id = $1 and s.id = ` + service + `))`
}
