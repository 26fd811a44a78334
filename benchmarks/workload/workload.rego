package workload

least(a, b) := min([a, b])

default office := 0
office := 4 if input.has_office

default equipment := 0
equipment := 3 if input.has_equipment

area := 5 if input.area_m2 >= 300 else := (5 * input.area_m2) / 300

default shared := 0
shared := 3 if input.shares_resources

default legal := 0
legal := 4 if input.operator_legal_person

default entry := 0
entry := 3 if input.operator_local
entry := 3 if {
	input.operator_years >= 2
	input.operator_rating >= 3
}

staffing := 3 * least(1, input.social_workers / ceil(input.org_count / 50))

sources := 6 * least(1, input.fund_sources / 3)

default special := 0
special := 4 if input.special_fund

default service := 0
service := 5 if input.party_instructor

default party_brand := 0
party_brand := 5 if input.party_brand

default residency := 0
residency := 3 if input.residency_rules

key := 3 * least(1, input.key_orgs / 5)

lead := 0 if input.orgs_active_quarterly_rate < 0.3 else := 3 if input.orgs_active_yearly_rate >= 1 else := 1.5

default assess := 0
assess := 3 if input.org_assessment

default done := 0
done := 3 if input.survey_done

default report := 0
report := 3 if input.survey_report

default listed := 0
listed := 3 if input.resource_list

default matched := 0
matched := 3 if input.matching_events >= 1

survey := done + report

link := listed + matched

media := 6 * least(1, input.media_channels / 4)

training := 5 * least(1, (input.trainings + input.salons) / 8)

planning := 5 * least(1, input.projects_planned / 4)

guidance := 5 if input.min_tracking >= 3 else := (5 * input.min_tracking) / 3

default brand := 0
brand := 5 if input.brand_events >= 1

satisfaction := (5 * input.satisfaction) / 100

premises := ((office + equipment) + area) + shared

operation := (legal + entry) + staffing

funding := sources + special

party := service + party_brand

nurturing := ((residency + key) + lead) + assess

hub := (survey + link) + media

services := ((training + planning) + guidance) + brand

total := ((((((premises + operation) + funding) + party) + nurturing) + hub) + services) + satisfaction

grade := "excellent" if total >= 90 else := "good" if total >= 75 else := "improving"

brief := {"total": total, "grade": grade}

full := {
	"total": total,
	"grade": grade,
	"points": {
		"premises": premises,
		"premises.office": office,
		"premises.equipment": equipment,
		"premises.area": area,
		"premises.shared": shared,
		"operation": operation,
		"operation.legal": legal,
		"operation.entry": entry,
		"operation.staffing": staffing,
		"funding": funding,
		"funding.sources": sources,
		"funding.special": special,
		"party": party,
		"party.service": service,
		"party.brand": party_brand,
		"nurturing": nurturing,
		"nurturing.residency": residency,
		"nurturing.key": key,
		"nurturing.lead": lead,
		"nurturing.assess": assess,
		"hub": hub,
		"hub.survey": survey,
		"hub.link": link,
		"hub.media": media,
		"services": services,
		"services.training": training,
		"services.planning": planning,
		"services.guidance": guidance,
		"services.brand": brand,
		"opinion": satisfaction,
		"opinion.satisfaction": satisfaction,
	},
}
