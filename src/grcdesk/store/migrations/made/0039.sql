CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE log (
	seq INTEGER NOT NULL, 
	line BLOB NOT NULL, 
	hash TEXT NOT NULL, 
	ts TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	resource TEXT NOT NULL, 
	batch TEXT NOT NULL, 
	outcome TEXT NOT NULL CHECK (outcome IN ('success', 'failure', 'denied')), 
	changes INTEGER NOT NULL CHECK (changes IN (0, 1)), 
	PRIMARY KEY (seq)
)
 STRICT

;

CREATE INDEX ix_log_batch ON log (batch);

CREATE INDEX ix_log_resource ON log (kind, resource, seq);

CREATE INDEX ix_log_ts ON log (ts);

CREATE TABLE private_text (
	sha256 TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (sha256)
)
 STRICT

;

CREATE TABLE catalog (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('framework', 'controls', 'mappings')), 
	title TEXT NOT NULL, 
	version TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	source TEXT NOT NULL CHECK (source IN ('shipped', 'own')), 
	file TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), short TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL, json_name TEXT DEFAULT '' NOT NULL, also TEXT DEFAULT '[]' NOT NULL, by_statement INTEGER DEFAULT 0 NOT NULL CHECK (by_statement IN (0, 1)), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE framework_item (
	id TEXT NOT NULL, 
	framework TEXT NOT NULL, 
	ref TEXT NOT NULL, 
	"group" TEXT NOT NULL, 
	label TEXT NOT NULL, 
	category TEXT CHECK (category IN ('security', 'availability', 'processing_integrity', 'confidentiality', 'privacy')), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_framework_item_framework ON framework_item (framework, position);

CREATE TABLE control (
	id TEXT NOT NULL, 
	catalog TEXT NOT NULL, 
	title TEXT NOT NULL, 
	statement TEXT NOT NULL, 
	objective TEXT NOT NULL, 
	category TEXT NOT NULL CHECK (category IN ('security', 'availability', 'processing_integrity', 'confidentiality', 'privacy')), 
	frequency TEXT NOT NULL CHECK (frequency IN ('continuous', 'multiple_daily', 'daily', 'weekly', 'monthly', 'quarterly', 'semiannual', 'annual', 'event')), 
	frequency_note TEXT NOT NULL, 
	anchor TEXT NOT NULL CHECK (anchor IN ('calendar', 'rolling')), 
	grace_days INTEGER NOT NULL CHECK (grace_days >= 0), 
	type TEXT NOT NULL CHECK (type IN ('preventive', 'detective', 'corrective', 'directive')), 
	type_note TEXT NOT NULL, 
	nature TEXT NOT NULL CHECK (nature IN ('automated', 'manual', 'system_supported')), 
	nature_note TEXT NOT NULL, 
	owner_role TEXT NOT NULL, 
	"key" INTEGER NOT NULL CHECK (key IN (0, 1)), 
	questions TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_control_catalog ON control (catalog);

CREATE TABLE mapping (
	id TEXT NOT NULL, 
	catalog TEXT NOT NULL, 
	control TEXT NOT NULL, 
	framework TEXT NOT NULL, 
	item TEXT NOT NULL, 
	relationship TEXT NOT NULL CHECK (relationship IN ('equal-to', 'equivalent-to', 'subset-of', 'superset-of', 'intersects-with', 'no-relationship')), 
	strength INTEGER NOT NULL CHECK (strength >= 0 AND strength <= 10), 
	basis TEXT NOT NULL CHECK (basis IN ('functional', 'semantic', 'syntactic')), 
	primary_item INTEGER NOT NULL CHECK (primary_item IN (0, 1)), 
	rationale TEXT NOT NULL, 
	reviewed_on TEXT CHECK (reviewed_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_mapping_catalog ON mapping (catalog);

CREATE INDEX ix_mapping_control ON mapping (control, framework, position);

CREATE INDEX ix_mapping_item ON mapping (framework, item);

CREATE TABLE test_attribute (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	aspect TEXT NOT NULL CHECK (aspect IN ('design', 'operating')), 
	question TEXT NOT NULL, 
	pass_if TEXT NOT NULL, 
	fail_if TEXT NOT NULL, 
	method TEXT NOT NULL CHECK (method IN ('inspect', 'observe', 'recompute', 'reconcile', 'reperform', 'census', 'analyse')), 
	position INTEGER NOT NULL CHECK (position >= 0), "check" TEXT DEFAULT '' NOT NULL, "over" TEXT DEFAULT '' NOT NULL, "items" TEXT DEFAULT '' NOT NULL, "undecided" TEXT DEFAULT '' NOT NULL, "rest" TEXT DEFAULT '' NOT NULL, "without" TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_test_attribute_control ON test_attribute (control);

CREATE TABLE wanted_evidence (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('change_record', 'code_ref', 'config_snapshot', 'consent_record', 'contract', 'document', 'eval_report', 'export', 'inventory', 'log_export', 'manifest', 'metric_series', 'policy', 'population', 'query_result', 'redaction_log', 'report', 'screenshot', 'sign_off', 'test_record', 'ticket', 'ticket_or_pr')), 
	what TEXT NOT NULL, 
	mandatory INTEGER NOT NULL CHECK (mandatory IN (0, 1)), 
	position INTEGER NOT NULL CHECK (position >= 0), shows TEXT CHECK (shows IN ('run', 'span', 'record', 'state', 'population', 'design', 'support')), facts TEXT CHECK (facts IN ('vendor_review', 'agreement', 'inventory', 'access_review', 'ai_exercise', 'outage_exercise', 'incident_exercise')), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_wanted_evidence_control ON wanted_evidence (control);

CREATE TABLE exclusion (
	id TEXT NOT NULL, 
	what TEXT NOT NULL, 
	reason TEXT NOT NULL, engagement TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (reason <> '')
)
 STRICT

;

CREATE TABLE saved_view (
	id TEXT NOT NULL, 
	filter TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE assessment (
	control TEXT NOT NULL, 
	status TEXT NOT NULL CHECK (status IN ('not_assessed', 'in_place', 'partial', 'missing', 'not_applicable')), 
	design TEXT CHECK (design IN ('adequate', 'inadequate')), 
	implemented TEXT CHECK (implemented IN ('yes', 'no')), 
	owner TEXT NOT NULL, 
	role TEXT NOT NULL, 
	due TEXT CHECK (due LIKE '____-__-__'), 
	gap TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	approver TEXT NOT NULL, 
	note TEXT NOT NULL, 
	systems TEXT NOT NULL, 
	effective_from TEXT CHECK (effective_from LIKE '____-__-__'), 
	assessed_by TEXT NOT NULL, 
	assessed_on TEXT CHECK (assessed_on LIKE '____-__-__'), 
	previous_status TEXT CHECK (previous_status IN ('not_assessed', 'in_place', 'partial', 'missing', 'not_applicable')), 
	version INTEGER NOT NULL CHECK (version >= 1), 
	retired_on TEXT CHECK (retired_on LIKE '____-__-__'), 
	anchor TEXT CHECK (anchor IN ('calendar', 'rolling')), 
	grace_days INTEGER CHECK (grace_days >= 0 AND grace_days <= 366), 
	PRIMARY KEY (control)
)
 STRICT

;

CREATE TABLE action (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	title TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due TEXT NOT NULL CHECK (due LIKE '____-__-__'), 
	status TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped')), 
	closed_on TEXT CHECK (closed_on LIKE '____-__-__'), 
	proof TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), opened_on TEXT CHECK (opened_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (status <> 'open' OR closed_on IS NULL)
)
 STRICT

;

CREATE INDEX ix_action_control ON action (control);

CREATE TABLE action_slip (
	id TEXT NOT NULL, 
	action TEXT NOT NULL, 
	from_due TEXT NOT NULL CHECK (from_due LIKE '____-__-__'), 
	to_due TEXT NOT NULL CHECK (to_due LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (reason <> '')
)
 STRICT

;

CREATE INDEX ix_action_slip_action ON action_slip (action);

CREATE TABLE risk_acceptance (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	approver TEXT NOT NULL, 
	accepted_on TEXT NOT NULL CHECK (accepted_on LIKE '____-__-__'), 
	expires_on TEXT NOT NULL CHECK (expires_on LIKE '____-__-__'), 
	ended_on TEXT CHECK (ended_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (reason <> '' AND approver <> '')
)
 STRICT

;

CREATE INDEX ix_risk_acceptance_control ON risk_acceptance (control);

CREATE TABLE snapshot (
	id TEXT NOT NULL, 
	taken_on TEXT NOT NULL CHECK (taken_on LIKE '____-__-__'), 
	assessor TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	note TEXT NOT NULL, 
	categories TEXT NOT NULL, 
	log_position INTEGER NOT NULL CHECK (log_position >= 0), 
	position INTEGER NOT NULL CHECK (position >= 0), engagement TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (assessor <> '' AND reviewer <> '')
)
 STRICT

;

CREATE TABLE snapshot_control (
	id TEXT NOT NULL, 
	snapshot TEXT NOT NULL, 
	control TEXT NOT NULL, 
	title TEXT NOT NULL, 
	scope TEXT NOT NULL CHECK (scope IN ('in_scope', 'optional', 'out_of_scope')), 
	status TEXT NOT NULL CHECK (status IN ('not_assessed', 'in_place', 'partial', 'missing', 'not_applicable')), 
	design TEXT CHECK (design IN ('adequate', 'inadequate')), 
	implemented TEXT CHECK (implemented IN ('yes', 'no')), 
	owner TEXT NOT NULL, 
	due TEXT CHECK (due LIKE '____-__-__'), 
	gap TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	approver TEXT NOT NULL, 
	supported INTEGER NOT NULL CHECK (supported >= 0 AND supported <= 1), support TEXT CHECK (support IN ('supported', 'supported_in_part', 'claim_only')), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_snapshot_control_snapshot ON snapshot_control (snapshot);

CREATE TABLE evidence (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('change_record', 'code_ref', 'config_snapshot', 'consent_record', 'contract', 'document', 'eval_report', 'export', 'inventory', 'log_export', 'manifest', 'metric_series', 'policy', 'population', 'query_result', 'redaction_log', 'report', 'screenshot', 'sign_off', 'test_record', 'ticket', 'ticket_or_pr')), 
	as_of TEXT CHECK (as_of LIKE '____-__-__'), 
	period_from TEXT CHECK (period_from LIKE '____-__-__'), 
	period_to TEXT CHECK (period_to LIKE '____-__-__'), 
	performed_on TEXT CHECK (performed_on LIKE '____-__-__'), 
	collected_at TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	source TEXT NOT NULL, 
	"query" TEXT NOT NULL, 
	pulled_at TEXT NOT NULL, 
	completeness TEXT NOT NULL, 
	accuracy TEXT NOT NULL, 
	checked_by TEXT NOT NULL, 
	collected_by TEXT NOT NULL, 
	provided_by TEXT NOT NULL, 
	method TEXT CHECK (method IN ('cli', 'api', 'export', 'scan', 'screenshot', 'written')), 
	for_slot TEXT NOT NULL, 
	confidentiality TEXT NOT NULL CHECK (confidentiality IN ('internal', 'nda', 'auditor')), 
	valid_until TEXT CHECK (valid_until LIKE '____-__-__'), 
	supersedes TEXT NOT NULL, 
	is_population INTEGER NOT NULL CHECK (is_population IN (0, 1)), 
	row_count INTEGER CHECK (row_count >= 0), 
	note TEXT NOT NULL, 
	importer TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	url TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL CHECK (size >= 0), 
	rejected TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), integrity TEXT DEFAULT '' NOT NULL, result TEXT DEFAULT '' NOT NULL, page TEXT DEFAULT '' NOT NULL, skips_explained TEXT DEFAULT '' NOT NULL, skips_explained_by TEXT DEFAULT '' NOT NULL, rows_read INTEGER CHECK (rows_read >= 0), rows_used INTEGER CHECK (rows_used >= 0), rows_skipped INTEGER CHECK (rows_skipped >= 0), heading INTEGER DEFAULT 0 NOT NULL CHECK (heading IN (0, 1)), erased TEXT DEFAULT '' NOT NULL, erased_by TEXT DEFAULT '' NOT NULL, erased_on TEXT CHECK (erased_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (period_from IS NULL OR period_from <= period_to), 
	CHECK (as_of IS NOT NULL OR period_from IS NOT NULL AND period_to IS NOT NULL), 
	CHECK (sha256 <> '' OR url <> '')
)
 STRICT

;

CREATE INDEX ix_evidence_position ON evidence (position, id);

CREATE INDEX ix_evidence_sha256 ON evidence (sha256);

CREATE INDEX ix_evidence_supersedes ON evidence (supersedes);

CREATE INDEX ix_evidence_days ON evidence (id, rejected, performed_on, as_of, period_from, period_to, for_slot, kind);

CREATE TABLE evidence_link (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	evidence TEXT NOT NULL, shows_run TEXT DEFAULT '' NOT NULL, inspected_by TEXT DEFAULT '' NOT NULL, inspected_at TEXT DEFAULT '' NOT NULL, inspected_on TEXT CHECK (inspected_on LIKE '____-__-__'), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_evidence_link_control ON evidence_link (control, evidence);

CREATE INDEX ix_evidence_link_evidence ON evidence_link (evidence);

CREATE TABLE evidence_test (
	id TEXT NOT NULL, 
	test TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_evidence_test_evidence ON evidence_test (evidence);

CREATE INDEX ix_evidence_test_test ON evidence_test (test);

CREATE TABLE source_retention (
	id TEXT NOT NULL, 
	days INTEGER NOT NULL CHECK (days >= 0), 
	note TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE import_report (
	id TEXT NOT NULL, 
	importer TEXT NOT NULL, 
	version INTEGER NOT NULL CHECK (version >= 1), 
	sha256 TEXT NOT NULL, 
	kept TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	imported_at TEXT NOT NULL, 
	report TEXT NOT NULL, rows_sha256 TEXT DEFAULT '' NOT NULL, released TEXT DEFAULT '[]' NOT NULL, rows_size INTEGER DEFAULT 0 NOT NULL CHECK (rows_size >= 0), rows_count INTEGER DEFAULT 0 NOT NULL CHECK (rows_count >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_import_report_sha256 ON import_report (sha256);

CREATE TABLE check_limit (
	id TEXT NOT NULL, 
	bound TEXT NOT NULL, 
	warn TEXT NOT NULL, 
	side TEXT NOT NULL CHECK (side IN ('at_most', 'at_least')), 
	response_days INTEGER CHECK (response_days >= 0), max_age INTEGER CHECK (max_age >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE feature (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	data_in TEXT NOT NULL, 
	data_classes TEXT NOT NULL, 
	data_sources TEXT NOT NULL, 
	personal_data TEXT CHECK (personal_data IN ('yes', 'no')), 
	customer_data TEXT CHECK (customer_data IN ('yes', 'no')), 
	data_out TEXT NOT NULL, 
	stores TEXT NOT NULL, 
	invoked_by TEXT NOT NULL, 
	invokers TEXT NOT NULL, 
	relies_on TEXT NOT NULL, 
	if_wrong TEXT NOT NULL, 
	reversible TEXT CHECK (reversible IN ('yes', 'no')), 
	who_notices TEXT NOT NULL, 
	human_check TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	status TEXT NOT NULL CHECK (status IN ('idea', 'pilot', 'production', 'retired')), 
	user_facing TEXT CHECK (user_facing IN ('yes', 'no')), 
	automated_decision TEXT CHECK (automated_decision IN ('yes', 'no')), 
	irreversible TEXT NOT NULL, 
	trains TEXT CHECK (trains IN ('yes', 'no')), 
	fallback TEXT NOT NULL, 
	notice TEXT NOT NULL, 
	disclosure TEXT NOT NULL, 
	home_region TEXT NOT NULL, 
	segments TEXT NOT NULL, 
	in_scope TEXT NOT NULL CHECK (in_scope IN ('yes', 'no')), 
	reason_out TEXT NOT NULL, 
	added_on TEXT NOT NULL CHECK (added_on LIKE '____-__-__'), 
	last_reviewed TEXT CHECK (last_reviewed LIKE '____-__-__'), 
	version INTEGER NOT NULL CHECK (version >= 1), 
	position INTEGER NOT NULL CHECK (position >= 0), confirmed_by TEXT DEFAULT '' NOT NULL, confirmed_on TEXT CHECK (confirmed_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (in_scope <> 'no' OR reason_out <> '')
)
 STRICT

;

CREATE UNIQUE INDEX ix_feature_name ON feature (name);

CREATE TABLE feature_model (
	id TEXT NOT NULL, 
	feature TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	model TEXT NOT NULL, 
	version TEXT NOT NULL, 
	version_source TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	region TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (model <> '')
)
 STRICT

;

CREATE INDEX ix_feature_model_feature ON feature_model (feature);

CREATE INDEX ix_feature_model_vendor ON feature_model (vendor);

CREATE TABLE feature_prompt (
	id TEXT NOT NULL, 
	feature TEXT NOT NULL, 
	name TEXT NOT NULL, 
	version TEXT NOT NULL, 
	version_source TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (name <> '')
)
 STRICT

;

CREATE INDEX ix_feature_prompt_feature ON feature_prompt (feature);

CREATE TABLE model_card (
	id TEXT NOT NULL, 
	model TEXT NOT NULL, 
	version TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	training_data TEXT NOT NULL, 
	evaluation TEXT NOT NULL, 
	limits TEXT NOT NULL, 
	bias TEXT NOT NULL, 
	intended_use TEXT NOT NULL, 
	barred_use TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	dated TEXT CHECK (dated LIKE '____-__-__'), 
	links TEXT NOT NULL, 
	source TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (model <> '')
)
 STRICT

;

CREATE INDEX ix_model_card_model ON model_card (model);

CREATE TABLE feature_control (
	id TEXT NOT NULL, 
	feature TEXT NOT NULL, 
	control TEXT NOT NULL, 
	derived TEXT NOT NULL CHECK (derived IN ('applies', 'not_applicable', 'open')), 
	reason TEXT NOT NULL, 
	derived_on TEXT NOT NULL CHECK (derived_on LIKE '____-__-__'), 
	decided TEXT CHECK (decided IN ('applies', 'not_applicable', 'open')), 
	decided_reason TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	decided_on TEXT CHECK (decided_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (decided IS NULL OR decided_by <> '' AND decided_on IS NOT NULL AND decided <> 'open')
)
 STRICT

;

CREATE INDEX ix_feature_control_control ON feature_control (control);

CREATE INDEX ix_feature_control_feature ON feature_control (feature);

CREATE TABLE vendor_policy (
	id TEXT NOT NULL, 
	critical INTEGER NOT NULL CHECK (critical >= 1 AND critical <= 120), 
	high INTEGER NOT NULL CHECK (high >= 1 AND high <= 120), 
	medium INTEGER NOT NULL CHECK (medium >= 1 AND medium <= 120), 
	low INTEGER NOT NULL CHECK (low >= 1 AND low <= 120), 
	provider INTEGER NOT NULL CHECK (provider >= 1 AND provider <= 120), 
	check_months INTEGER NOT NULL CHECK (check_months >= 1 AND check_months <= 120), 
	retention_days INTEGER NOT NULL CHECK (retention_days >= 0), 
	bridge_days INTEGER NOT NULL CHECK (bridge_days >= 0), 
	home_region TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (id = 'policy')
)
 STRICT

;

CREATE TABLE vendor (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	legal_name TEXT NOT NULL, 
	service TEXT NOT NULL, 
	website TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	tier TEXT NOT NULL CHECK (tier IN ('critical', 'high', 'medium', 'low')), 
	tier_reason TEXT NOT NULL, 
	model_provider INTEGER NOT NULL CHECK (model_provider IN (0, 1)), 
	in_scope INTEGER NOT NULL CHECK (in_scope IN (0, 1)), 
	data TEXT CHECK (data IN ('none', 'internal', 'confidential', 'personal', 'special')), 
	criticality TEXT CHECK (criticality IN ('low', 'medium', 'high', 'severe')), 
	access TEXT CHECK (access IN ('none', 'read', 'write', 'admin')), 
	substitute TEXT CHECK (substitute IN ('days', 'weeks', 'months', 'none')), 
	risk TEXT CHECK (risk IN ('low', 'medium', 'high', 'severe')), 
	method TEXT NOT NULL CHECK (method IN ('vendor', 'carve_out', 'inclusive')), 
	"plan" TEXT NOT NULL, 
	region TEXT NOT NULL, 
	note TEXT NOT NULL, 
	onboarded TEXT NOT NULL CHECK (onboarded LIKE '____-__-__'), 
	first_use TEXT CHECK (first_use LIKE '____-__-__'), 
	last_review TEXT CHECK (last_review LIKE '____-__-__'), 
	review_by TEXT CHECK (review_by LIKE '____-__-__'), 
	last_check TEXT CHECK (last_check LIKE '____-__-__'), 
	next_review TEXT NOT NULL CHECK (next_review LIKE '____-__-__'), 
	next_check TEXT CHECK (next_check LIKE '____-__-__'), 
	offboarded TEXT CHECK (offboarded LIKE '____-__-__'), 
	offboard_reason TEXT NOT NULL, 
	version INTEGER NOT NULL CHECK (version >= 1), 
	position INTEGER NOT NULL CHECK (position >= 0), known_as TEXT DEFAULT '' NOT NULL, planned_review TEXT CHECK (planned_review LIKE '____-__-__'), planned_on TEXT CHECK (planned_on LIKE '____-__-__'), planned_reason TEXT DEFAULT '' NOT NULL, planned_by TEXT DEFAULT '' NOT NULL, status_page TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (name <> ''), 
	CHECK (offboarded IS NULL OR onboarded <= offboarded)
)
 STRICT

;

CREATE UNIQUE INDEX ix_vendor_name ON vendor (name);

CREATE INDEX ix_vendor_next_review ON vendor (next_review);

CREATE TABLE vendor_contact (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('security', 'privacy', 'account', 'legal', 'support')), 
	name TEXT NOT NULL, 
	mail TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (name <> '' OR mail <> '')
)
 STRICT

;

CREATE INDEX ix_vendor_contact_vendor ON vendor_contact (vendor);

CREATE TABLE vendor_document (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('soc2_type2', 'soc2_type1', 'bridge_letter', 'iso27001', 'iso42001', 'dpa', 'model_terms', 'incident_notice', 'subprocessors', 'account_settings', 'penetration_test', 'questionnaire', 'continuity', 'exit_plan', 'other')), 
	title TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	issued TEXT CHECK (issued LIKE '____-__-__'), 
	covers_from TEXT CHECK (covers_from LIKE '____-__-__'), 
	covers_to TEXT CHECK (covers_to LIKE '____-__-__'), 
	expires TEXT CHECK (expires LIKE '____-__-__'), 
	evidence TEXT NOT NULL, 
	replaced_by TEXT NOT NULL, 
	note TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (covers_from IS NULL OR covers_to IS NULL OR covers_from <= covers_to)
)
 STRICT

;

CREATE INDEX ix_vendor_document_vendor ON vendor_document (vendor);

CREATE TABLE package_item (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	item TEXT NOT NULL CHECK (item IN ('soc2_report', 'iso27001', 'dpa', 'model_terms', 'incident_notice', 'security_contact', 'iso42001', 'subprocessors', 'account_settings', 'penetration_test', 'questionnaire', 'continuity', 'exit_plan')), 
	status TEXT NOT NULL CHECK (status IN ('not_asked', 'requested', 'have', 'not_offered', 'waived')), 
	reason TEXT NOT NULL, 
	approver TEXT NOT NULL, 
	document TEXT NOT NULL, 
	asked_on TEXT CHECK (asked_on LIKE '____-__-__'), 
	reviewed_by TEXT NOT NULL, 
	reviewed_on TEXT CHECK (reviewed_on LIKE '____-__-__'), 
	result TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (status <> 'waived' OR reason <> '' AND approver <> '')
)
 STRICT

;

CREATE INDEX ix_package_item_vendor ON package_item (vendor);

CREATE TABLE subprocessor (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	name TEXT NOT NULL, 
	service TEXT NOT NULL, 
	region TEXT NOT NULL, 
	announced TEXT CHECK (announced LIKE '____-__-__'), 
	notice_days INTEGER NOT NULL CHECK (notice_days >= 0), 
	decision TEXT NOT NULL CHECK (decision IN ('open', 'accepted', 'objected')), 
	decided_by TEXT NOT NULL, 
	decided_on TEXT CHECK (decided_on LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	removed TEXT CHECK (removed LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), since TEXT CHECK (since LIKE '____-__-__'), website TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (decision = 'open' OR decided_by <> '' AND decided_on IS NOT NULL), 
	CHECK (name <> '')
)
 STRICT

;

CREATE INDEX ix_subprocessor_vendor ON subprocessor (vendor);

CREATE TABLE account_project (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	name TEXT NOT NULL, 
	training TEXT NOT NULL CHECK (training IN ('off', 'on', 'unknown')), 
	region TEXT NOT NULL, 
	as_of TEXT NOT NULL CHECK (as_of LIKE '____-__-__'), 
	evidence TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (name <> '')
)
 STRICT

;

CREATE INDEX ix_account_project_vendor ON account_project (vendor);

CREATE TABLE report_review (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	document TEXT NOT NULL, 
	period_from TEXT CHECK (period_from LIKE '____-__-__'), 
	period_to TEXT CHECK (period_to LIKE '____-__-__'), 
	categories TEXT NOT NULL, 
	opinion TEXT NOT NULL CHECK (opinion IN ('unmodified', 'qualified', 'adverse', 'disclaimer')), 
	auditor TEXT NOT NULL, 
	exceptions TEXT NOT NULL, 
	subservice TEXT NOT NULL, 
	conclusion TEXT NOT NULL, 
	follow_ups TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	reviewed_on TEXT NOT NULL CHECK (reviewed_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (period_from IS NULL OR period_from <= period_to), 
	CHECK (reviewer <> '')
)
 STRICT

;

CREATE INDEX ix_report_review_document ON report_review (document);

CREATE INDEX ix_report_review_vendor ON report_review (vendor);

CREATE TABLE expected_control (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('cuec', 'csoc')), 
	what TEXT NOT NULL, 
	report TEXT NOT NULL, 
	controls TEXT NOT NULL, 
	accepted TEXT NOT NULL, 
	approver TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (accepted = '' OR approver <> ''), 
	CHECK (what <> '')
)
 STRICT

;

CREATE INDEX ix_expected_control_vendor ON expected_control (vendor);

CREATE TABLE agreement (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('dpa', 'model_terms', 'master', 'other')), 
	title TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	feature TEXT NOT NULL, 
	document TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	signed_by_us TEXT CHECK (signed_by_us LIKE '____-__-__'), 
	signed_by_them TEXT CHECK (signed_by_them LIKE '____-__-__'), 
	effective TEXT CHECK (effective LIKE '____-__-__'), 
	expires TEXT CHECK (expires LIKE '____-__-__'), 
	ended TEXT CHECK (ended LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_agreement_vendor ON agreement (vendor);

CREATE TABLE dpa_clause (
	id TEXT NOT NULL, 
	agreement TEXT NOT NULL, 
	clause TEXT NOT NULL CHECK (clause IN ('plan', 'retention', 'zero_retention', 'training_contract', 'training_setting', 'training_opt_in', 'region_storage', 'region_inference', 'subprocessors', 'subprocessor_notice', 'objection', 'transfer_tool', 'transfer_assessment', 'breach_notice', 'deletion', 'audit_right', 'signatures')), 
	answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'partial', 'silent')), 
	value TEXT NOT NULL, 
	amount INTEGER CHECK (amount >= 0), 
	dated TEXT CHECK (dated LIKE '____-__-__'), 
	carve_outs TEXT NOT NULL, 
	place TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	reviewed_by TEXT NOT NULL, 
	reviewed_on TEXT NOT NULL CHECK (reviewed_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (reviewed_by <> '')
)
 STRICT

;

CREATE INDEX ix_dpa_clause_agreement ON dpa_clause (agreement);

CREATE TABLE vendor_review (
	id TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('review', 'check')), 
	status TEXT NOT NULL CHECK (status IN ('open', 'concluded', 'dropped')), 
	started_on TEXT NOT NULL CHECK (started_on LIKE '____-__-__'), 
	reviewer TEXT NOT NULL, 
	conclusion TEXT CHECK (conclusion IN ('approve', 'conditions', 'stop')), 
	conditions TEXT NOT NULL, 
	note TEXT NOT NULL, 
	concluded_on TEXT CHECK (concluded_on LIKE '____-__-__'), 
	approver TEXT NOT NULL, 
	failing TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	next_due TEXT CHECK (next_due LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), facts TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (conclusion IS NULL OR conclusion <> 'conditions' OR conditions <> ''), 
	CHECK (reviewer <> ''), 
	CHECK (status <> 'concluded' OR conclusion IS NOT NULL AND concluded_on IS NOT NULL)
)
 STRICT

;

CREATE INDEX ix_vendor_review_vendor ON vendor_review (vendor);

CREATE TABLE vendor_check (
	id TEXT NOT NULL, 
	review TEXT NOT NULL, 
	question TEXT NOT NULL, 
	answer TEXT CHECK (answer IN ('yes', 'no', 'not_applicable')), 
	note TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_vendor_check_review ON vendor_check (review);

CREATE TABLE due_note (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	mark TEXT NOT NULL CHECK (mark IN ('acknowledged', 'snoozed')), 
	due TEXT NOT NULL CHECK (due LIKE '____-__-__'), 
	until TEXT CHECK (until LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	said_by TEXT NOT NULL, 
	said_on TEXT NOT NULL CHECK (said_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (mark <> 'snoozed' OR until IS NOT NULL), 
	CHECK (reason <> '' AND said_by <> '')
)
 STRICT

;

CREATE TABLE calendar_event (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	title TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due TEXT NOT NULL CHECK (due LIKE '____-__-__'), 
	why TEXT NOT NULL, 
	alarms TEXT NOT NULL, 
	sequence INTEGER NOT NULL CHECK (sequence >= 0), 
	changed_on TEXT NOT NULL CHECK (changed_on LIKE '____-__-__'), 
	cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE sent_message (
	id TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	claimed_at TEXT NOT NULL, 
	sent INTEGER NOT NULL CHECK (sent IN (0, 1)), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE campaign (
	id TEXT NOT NULL, 
	slot TEXT NOT NULL, 
	slot_start TEXT NOT NULL CHECK (slot_start LIKE '____-__-__'), 
	slot_end TEXT NOT NULL CHECK (slot_end LIKE '____-__-__'), 
	started TEXT NOT NULL CHECK (started LIKE '____-__-__'), 
	due TEXT NOT NULL CHECK (due LIKE '____-__-__'), 
	removal_days INTEGER NOT NULL CHECK (removal_days >= 0), 
	dormant_days INTEGER NOT NULL CHECK (dormant_days >= 0), 
	holidays TEXT NOT NULL, 
	split TEXT NOT NULL CHECK (split IN ('owner', 'manager')), 
	phase TEXT NOT NULL CHECK (phase IN ('open', 'signed', 'reopened')), 
	control TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), opened_by TEXT DEFAULT '' NOT NULL, opened_at TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (slot <> '' AND slot_start <= slot_end)
)
 STRICT

;

CREATE TABLE campaign_system (
	id TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	delegate TEXT NOT NULL, 
	population TEXT NOT NULL, 
	proof TEXT NOT NULL, 
	listed INTEGER NOT NULL CHECK (listed IN (0, 1)), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (name <> '')
)
 STRICT

;

CREATE INDEX ix_campaign_system_campaign ON campaign_system (campaign);

CREATE TABLE account_list (
	id TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	system TEXT NOT NULL, 
	purpose TEXT NOT NULL CHECK (purpose IN ('review', 'proof')), 
	source TEXT NOT NULL CHECK (source IN ('entra', 'google', 'okta', 'aws', 'github', 'table')), 
	file_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL CHECK (size >= 0), 
	"query" TEXT NOT NULL, 
	pulled_at TEXT NOT NULL, 
	loaded_at TEXT NOT NULL, 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	accounts INTEGER NOT NULL CHECK (accounts >= 0), 
	completeness TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	dropped TEXT NOT NULL, 
	unknown TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	assumed TEXT NOT NULL, 
	holding TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), pulled_by TEXT DEFAULT '' NOT NULL, pulled_on TEXT CHECK (pulled_on LIKE '____-__-__'), stated INTEGER CHECK (stated >= 0), marks TEXT DEFAULT '[]' NOT NULL, lost INTEGER DEFAULT 0 NOT NULL CHECK (lost >= 0), doubt TEXT DEFAULT '' NOT NULL, believed TEXT DEFAULT '' NOT NULL, believed_by TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (pulled_at <> '' AND sha256 <> '')
)
 STRICT

;

CREATE INDEX ix_account_list_campaign ON account_list (campaign);

CREATE TABLE account (
	id TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	system TEXT NOT NULL, 
	system_name TEXT NOT NULL, 
	account TEXT NOT NULL, 
	aliases TEXT NOT NULL, 
	names TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('person', 'guest', 'service', 'api_key', 'tool', 'root')), 
	person TEXT NOT NULL, 
	mail TEXT NOT NULL, 
	role TEXT NOT NULL, 
	admin INTEGER NOT NULL CHECK (admin IN (0, 1)), 
	active INTEGER NOT NULL CHECK (active IN (0, 1)), 
	status TEXT NOT NULL, 
	last_used TEXT CHECK (last_used LIKE '____-__-__'), 
	use_known INTEGER NOT NULL CHECK (use_known IN (0, 1)), 
	created TEXT CHECK (created LIKE '____-__-__'), 
	manager TEXT NOT NULL, 
	flags TEXT NOT NULL, 
	assigned TEXT NOT NULL, 
	listed INTEGER NOT NULL CHECK (listed IN (0, 1)), 
	reviewer TEXT NOT NULL, 
	decision TEXT CHECK (decision IN ('keep', 'revoke', 'modify')), 
	decided_on TEXT CHECK (decided_on LIKE '____-__-__'), 
	decided_at TEXT NOT NULL, 
	together INTEGER NOT NULL CHECK (together >= 0), 
	reason TEXT NOT NULL, 
	ticket TEXT NOT NULL, 
	done_on TEXT CHECK (done_on LIKE '____-__-__'), 
	self_review INTEGER NOT NULL CHECK (self_review IN (0, 1)), 
	unauthorised INTEGER NOT NULL CHECK (unauthorised IN (0, 1)), 
	proof TEXT NOT NULL, 
	verified TEXT CHECK (verified IN ('gone', 'disabled', 'changed', 'still_present')), 
	position INTEGER NOT NULL CHECK (position >= 0), left_on TEXT CHECK (left_on LIKE '____-__-__'), recorded_by TEXT DEFAULT '' NOT NULL, recorded_at TEXT DEFAULT '' NOT NULL, from_file TEXT DEFAULT '' NOT NULL, mfa TEXT CHECK (mfa IN ('on', 'off')), status_unknown INTEGER DEFAULT 0 NOT NULL CHECK (status_unknown IN (0, 1)), 
	PRIMARY KEY (id), 
	CHECK (decision IS NULL OR decision = 'keep' OR reason <> ''), 
	CHECK (account <> ''), 
	CHECK (decision IS NULL OR decided_on IS NOT NULL AND reviewer <> '')
)
 STRICT

;

CREATE INDEX ix_account_campaign ON account (campaign, position);

CREATE INDEX ix_account_system ON account (system, account);

CREATE TABLE sign_off (
	id TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	signed_on TEXT NOT NULL CHECK (signed_on LIKE '____-__-__'), 
	statement TEXT NOT NULL, 
	keep INTEGER NOT NULL CHECK (keep >= 0), 
	revoke INTEGER NOT NULL CHECK (revoke >= 0), 
	modify INTEGER NOT NULL CHECK (modify >= 0), 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	sha256 TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	exceptions TEXT NOT NULL, 
	reopened_on TEXT CHECK (reopened_on LIKE '____-__-__'), 
	reopened_by TEXT NOT NULL, 
	reopen_reason TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), recorded_by TEXT DEFAULT '' NOT NULL, recorded_at TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (name <> '' AND role <> '' AND statement <> '')
)
 STRICT

;

CREATE INDEX ix_sign_off_campaign ON sign_off (campaign);

CREATE TABLE roster_person (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	mail TEXT NOT NULL, 
	aliases TEXT NOT NULL, 
	manager TEXT NOT NULL, 
	started TEXT CHECK (started LIKE '____-__-__'), 
	moved TEXT CHECK (moved LIKE '____-__-__'), 
	left_on TEXT CHECK (left_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE column_map (
	source TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	zone TEXT NOT NULL, words TEXT DEFAULT '[]' NOT NULL, dates TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (source)
)
 STRICT

;

CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

CREATE TRIGGER slip_no_update BEFORE UPDATE ON action_slip BEGIN SELECT RAISE(ABORT, 'a slip is kept'); END;

CREATE TRIGGER snapshot_control_no_update BEFORE UPDATE ON snapshot_control BEGIN SELECT RAISE(ABORT, 'a snapshot does not change'); END;

CREATE TRIGGER campaign_system_frozen_insert BEFORE INSERT ON campaign_system WHEN (SELECT phase FROM campaign WHERE id = NEW.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER campaign_system_frozen_update BEFORE UPDATE ON campaign_system WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER campaign_system_frozen_delete BEFORE DELETE ON campaign_system WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER account_list_frozen_insert BEFORE INSERT ON account_list WHEN (SELECT phase FROM campaign WHERE id = NEW.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER account_list_frozen_update BEFORE UPDATE ON account_list WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER account_list_frozen_delete BEFORE DELETE ON account_list WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER account_frozen_insert BEFORE INSERT ON account WHEN (SELECT phase FROM campaign WHERE id = NEW.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER account_frozen_update BEFORE UPDATE ON account WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER account_frozen_delete BEFORE DELETE ON account WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off BEGIN SELECT RAISE(ABORT, 'a sign-off is kept'); END;

CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off WHEN OLD.reopened_on IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.name <> OLD.name OR NEW.signed_on <> OLD.signed_on BEGIN SELECT RAISE(ABORT, 'a sign-off is kept'); END;

CREATE TABLE quiet_statement (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	period_from TEXT NOT NULL CHECK (period_from LIKE '____-__-__'), 
	period_to TEXT NOT NULL CHECK (period_to LIKE '____-__-__'), 
	weekdays TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	stated_by TEXT NOT NULL, 
	stated_on TEXT NOT NULL CHECK (stated_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (reason <> '' AND stated_by <> ''), 
	CHECK (period_from <= period_to)
)
 STRICT

;

CREATE INDEX ix_quiet_statement_control ON quiet_statement (control);

CREATE INDEX ix_import_report_rows_sha256 ON import_report (rows_sha256);

CREATE TABLE check_word (
	id TEXT NOT NULL, 
	of_check TEXT NOT NULL, 
	source TEXT NOT NULL, 
	word TEXT NOT NULL, 
	meaning TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE roster_list (
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL CHECK (size >= 0), 
	pulled_on TEXT CHECK (pulled_on LIKE '____-__-__'), 
	pulled_by TEXT NOT NULL, 
	loaded_at TEXT NOT NULL, 
	loaded_by TEXT NOT NULL, 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	people INTEGER NOT NULL CHECK (people >= 0), 
	columns TEXT NOT NULL, 
	dropped TEXT NOT NULL, 
	unknown TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	assumed TEXT NOT NULL, 
	gone INTEGER NOT NULL CHECK (gone >= 0), 
	confirmed TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (sha256 <> '' AND people > 0)
)
 STRICT

;

CREATE TABLE kept_file (
	id TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	about TEXT NOT NULL, 
	what TEXT NOT NULL CHECK (what IN ('list', 'rows', 'roster', 'decisions', 'workbook', 'frozen')), 
	file_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL CHECK (size >= 0), 
	source_sha256 TEXT NOT NULL, 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	dropped TEXT NOT NULL, 
	kept_by TEXT NOT NULL, 
	kept_at TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), erased TEXT DEFAULT '' NOT NULL, erased_by TEXT DEFAULT '' NOT NULL, erased_on TEXT CHECK (erased_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (about <> '' AND sha256 <> '')
)
 STRICT

;

CREATE INDEX ix_kept_file_campaign ON kept_file (campaign);

CREATE INDEX ix_kept_file_about ON kept_file (about);

CREATE TRIGGER kept_file_no_update BEFORE UPDATE ON kept_file BEGIN SELECT RAISE(ABORT, 'a file that is kept does not change'); END;

CREATE TRIGGER kept_file_frozen_delete BEFORE DELETE ON kept_file WHEN (SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed' BEGIN SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen'); END;

CREATE TABLE engagement (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	seed_name TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('soc2-type1', 'soc2-type2', 'iso-stage1', 'iso-stage2', 'iso-surveillance', 'iso-recertification', 'readiness')), 
	frameworks TEXT NOT NULL, 
	firm TEXT NOT NULL, 
	lead TEXT NOT NULL, 
	categories TEXT NOT NULL, 
	period_start TEXT CHECK (period_start LIKE '____-__-__'), 
	period_end TEXT CHECK (period_end LIKE '____-__-__'), 
	zone TEXT NOT NULL, 
	report_due TEXT CHECK (report_due LIKE '____-__-__'), 
	lane TEXT NOT NULL CHECK (lane IN ('census', 'fixed', 'custom', 'list')), 
	parameters TEXT NOT NULL, 
	phase TEXT NOT NULL CHECK (phase IN ('scoping', 'gap', 'remediation', 'observation', 'walkthroughs', 'fieldwork', 'responses', 'draft', 'report', 'between_reports')), 
	phase_since TEXT CHECK (phase_since LIKE '____-__-__'), 
	phase_reason TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	plan_start TEXT CHECK (plan_start LIKE '____-__-__'), 
	follows TEXT NOT NULL, 
	opened_on TEXT CHECK (opened_on LIKE '____-__-__'), 
	closed INTEGER NOT NULL CHECK (closed IN (0, 1)), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (name <> ''), 
	CHECK (period_start IS NULL OR period_end IS NOT NULL AND period_start <= period_end)
)
 STRICT

;

CREATE TABLE engagement_vendor (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	vendor TEXT NOT NULL, 
	method TEXT NOT NULL CHECK (method IN ('vendor', 'carve_out', 'inclusive')), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_engagement_vendor_engagement ON engagement_vendor (engagement);

CREATE INDEX ix_engagement_vendor_vendor ON engagement_vendor (vendor);

CREATE TABLE "programme" (
	id TEXT NOT NULL, 
	organisation TEXT NOT NULL, 
	name TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (id = 'programme')
)
 STRICT

;

CREATE TABLE control_scope (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	computed TEXT NOT NULL CHECK (computed IN ('in_scope', 'optional', 'out_of_scope')), 
	decided TEXT CHECK (decided IN ('in_scope', 'optional', 'out_of_scope')), 
	effective TEXT NOT NULL CHECK (effective IN ('in_scope', 'optional', 'out_of_scope')), 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_control_scope_control ON control_scope (control);

CREATE TABLE declaration (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	item TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	declared_on TEXT NOT NULL CHECK (declared_on LIKE '____-__-__'), 
	stale TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (reason <> ''), 
	CHECK (by <> '')
)
 STRICT

;

CREATE TABLE system (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE TABLE check_parameter (
	id TEXT NOT NULL, 
	catalog TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('number', 'text', 'duration', 'date', 'time')), 
	"default" TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	meaning TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_check_parameter_catalog ON check_parameter (catalog);

CREATE TABLE population (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	name TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	period_from TEXT NOT NULL CHECK (period_from LIKE '____-__-__'), 
	period_to TEXT NOT NULL CHECK (period_to LIKE '____-__-__'), 
	key_column TEXT NOT NULL, 
	key_source TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	population_sha256 TEXT NOT NULL, 
	rows_sha256 TEXT NOT NULL, 
	supersedes TEXT NOT NULL, 
	dropped TEXT NOT NULL, 
	frozen_by TEXT NOT NULL, 
	frozen_at TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (period_from <= period_to), 
	CHECK (name <> '' AND evidence <> '' AND population_sha256 <> '' AND rows_sha256 <> '')
)
 STRICT

;

CREATE INDEX ix_population_engagement ON population (engagement, name);

CREATE INDEX ix_population_evidence ON population (evidence);

CREATE TRIGGER population_frozen BEFORE UPDATE ON population WHEN NEW.engagement <> OLD.engagement OR NEW.name <> OLD.name OR NEW.evidence <> OLD.evidence OR NEW.period_from <> OLD.period_from OR NEW.period_to <> OLD.period_to OR NEW.key_column <> OLD.key_column OR NEW.columns <> OLD.columns OR NEW.rows <> OLD.rows OR NEW.population_sha256 <> OLD.population_sha256 OR NEW.rows_sha256 <> OLD.rows_sha256 OR NEW.frozen_by <> OLD.frozen_by OR NEW.frozen_at <> OLD.frozen_at BEGIN SELECT RAISE(ABORT, 'a frozen population does not change'); END;

CREATE TABLE reconciliation (
	id TEXT NOT NULL, 
	population TEXT NOT NULL, 
	against TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	keys_sha256 TEXT NOT NULL, 
	rows_here INTEGER NOT NULL CHECK (rows_here >= 0), 
	rows_there INTEGER NOT NULL CHECK (rows_there >= 0), 
	only_here INTEGER NOT NULL CHECK (only_here >= 0), 
	only_there INTEGER NOT NULL CHECK (only_there >= 0), 
	unlisted INTEGER NOT NULL CHECK (unlisted >= 0), 
	done_by TEXT NOT NULL, 
	done_on TEXT NOT NULL CHECK (done_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_reconciliation_population ON reconciliation (population);

CREATE TABLE population_difference (
	id TEXT NOT NULL, 
	reconciliation TEXT NOT NULL, 
	item TEXT NOT NULL, 
	side TEXT NOT NULL CHECK (side IN ('here', 'there')), 
	reason TEXT NOT NULL, 
	explained_by TEXT NOT NULL, 
	explained_on TEXT CHECK (explained_on LIKE '____-__-__'), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_population_difference_reconciliation ON population_difference (reconciliation);

CREATE TABLE sample (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	population TEXT NOT NULL, 
	population_sha256 TEXT NOT NULL, 
	rows_sha256 TEXT NOT NULL, 
	lane TEXT NOT NULL CHECK (lane IN ('census', 'fixed', 'custom', 'list')), 
	size INTEGER NOT NULL CHECK (size >= 0), 
	seed TEXT NOT NULL, 
	seed_given INTEGER NOT NULL CHECK (seed_given IN (0, 1)), 
	seed_name TEXT NOT NULL, 
	strata TEXT NOT NULL, 
	size_reason TEXT NOT NULL, 
	chosen_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	interim TEXT NOT NULL, 
	items TEXT NOT NULL, 
	items_sha256 TEXT NOT NULL, 
	drawn_by TEXT NOT NULL, 
	drawn_at TEXT NOT NULL, 
	dropped TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (population <> '' AND control <> '' AND items_sha256 <> '')
)
 STRICT

;

CREATE INDEX ix_sample_engagement ON sample (engagement);

CREATE INDEX ix_sample_control ON sample (control);

CREATE INDEX ix_sample_population ON sample (population);

CREATE TRIGGER sample_drawn BEFORE UPDATE ON sample WHEN NEW.population <> OLD.population OR NEW.population_sha256 <> OLD.population_sha256 OR NEW.rows_sha256 <> OLD.rows_sha256 OR NEW.lane <> OLD.lane OR NEW.size <> OLD.size OR NEW.seed <> OLD.seed OR NEW.items <> OLD.items OR NEW.items_sha256 <> OLD.items_sha256 OR NEW.drawn_at <> OLD.drawn_at BEGIN SELECT RAISE(ABORT, 'a drawn sample does not change'); END;

CREATE TABLE test_run (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	catalog TEXT NOT NULL, 
	judged_on TEXT NOT NULL CHECK (judged_on LIKE '____-__-__'), 
	populations TEXT NOT NULL, 
	parameters TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	run_by TEXT NOT NULL, 
	run_at TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_test_run_engagement ON test_run (engagement);

CREATE INDEX ix_test_run_control ON test_run (control);

CREATE TABLE test_answer (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	test TEXT NOT NULL, 
	item TEXT NOT NULL, 
	result TEXT NOT NULL CHECK (result IN ('pass', 'fail', 'n/a', 'not_tested')), 
	note TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	tested_by TEXT NOT NULL, 
	tested_on TEXT NOT NULL CHECK (tested_on LIKE '____-__-__'), 
	reviewed_by TEXT NOT NULL, 
	reviewed_on TEXT CHECK (reviewed_on LIKE '____-__-__'), 
	returned TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (tested_by <> ''), 
	CHECK (result <> 'fail' OR note <> ''), 
	CHECK (result <> 'n/a' OR note <> ''), 
	CHECK (reviewed_by = '' OR reviewed_by <> tested_by AND reviewed_on IS NOT NULL), 
	CHECK (returned = '' OR reviewed_by <> '')
)
 STRICT

;

CREATE INDEX ix_test_answer_engagement ON test_answer (engagement);

CREATE INDEX ix_test_answer_control ON test_answer (control);

CREATE TABLE deviation (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	test TEXT NOT NULL, 
	item TEXT NOT NULL, 
	why TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	count INTEGER NOT NULL CHECK (count >= 1), 
	source TEXT NOT NULL CHECK (source IN ('check', 'sheet')), 
	population TEXT NOT NULL, 
	found_in TEXT NOT NULL, 
	found_on TEXT NOT NULL CHECK (found_on LIKE '____-__-__'), 
	gone_since TEXT NOT NULL, 
	state TEXT NOT NULL CHECK (state IN ('open', 'exception', 'false_positive')), 
	decided_by TEXT NOT NULL, 
	decided_on TEXT CHECK (decided_on LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	second TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (state = 'open' OR decided_by <> '' AND decided_on IS NOT NULL), 
	CHECK (state <> 'false_positive' OR reason <> '' AND second <> '' AND second <> decided_by)
)
 STRICT

;

CREATE INDEX ix_deviation_engagement ON deviation (engagement, test);

CREATE INDEX ix_deviation_control ON deviation (control);

CREATE TABLE control_conclusion (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	result TEXT NOT NULL CHECK (result IN ('no_exceptions_noted', 'exceptions_noted', 'did_not_operate', 'not_tested')), 
	computed TEXT NOT NULL CHECK (computed IN ('no_exceptions_noted', 'exceptions_noted', 'did_not_operate', 'not_tested')), 
	exceptions INTEGER NOT NULL CHECK (exceptions >= 0), 
	n INTEGER NOT NULL CHECK (n >= 0), 
	"by" TEXT NOT NULL, 
	concluded_on TEXT NOT NULL CHECK (concluded_on LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK ("by" <> ''), 
	CHECK (result = computed OR reason <> '')
)
 STRICT

;

CREATE INDEX ix_control_conclusion_engagement ON control_conclusion (engagement);

CREATE INDEX ix_control_conclusion_control ON control_conclusion (control);

CREATE TABLE request (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	ref TEXT NOT NULL, 
	area TEXT NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	controls TEXT NOT NULL, 
	criteria TEXT NOT NULL, 
	kind TEXT CHECK (kind IN ('policy', 'config', 'population', 'sample_items', 'walkthrough', 'representation')), 
	priority TEXT CHECK (priority IN ('high', 'medium', 'low')), 
	owner TEXT NOT NULL, 
	asked TEXT CHECK (asked LIKE '____-__-__'), 
	due TEXT CHECK (due LIKE '____-__-__'), 
	status TEXT NOT NULL CHECK (status IN ('open', 'gathering', 'ready_for_review', 'submitted', 'blocked')), 
	blocked TEXT NOT NULL, 
	auditor_status TEXT NOT NULL CHECK (auditor_status IN ('not_sent', 'received', 'accepted', 'returned', 'closed')), 
	told_by TEXT NOT NULL, 
	told_on TEXT CHECK (told_on LIKE '____-__-__'), 
	submitted_on TEXT CHECK (submitted_on LIKE '____-__-__'), 
	return_reason TEXT NOT NULL, 
	rounds INTEGER NOT NULL CHECK (rounds >= 1), 
	response TEXT NOT NULL, 
	origin TEXT NOT NULL CHECK (origin IN ('added', 'listed', 'drafted')), 
	drafted_from TEXT NOT NULL, 
	source_list TEXT NOT NULL, 
	list_row INTEGER NOT NULL CHECK (list_row >= 0), 
	listed INTEGER NOT NULL CHECK (listed IN (0, 1)), 
	cells TEXT NOT NULL, 
	base TEXT NOT NULL, 
	offered TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	version INTEGER NOT NULL CHECK (version >= 1), 
	PRIMARY KEY (id), 
	CHECK (text <> ''), 
	CHECK (auditor_status = 'not_sent' OR told_by <> '' AND told_on IS NOT NULL), 
	CHECK (auditor_status <> 'returned' OR return_reason <> ''), 
	CHECK (status <> 'blocked' OR blocked <> ''), 
	CHECK (status <> 'submitted' OR submitted_on IS NOT NULL OR auditor_status <> 'not_sent')
)
 STRICT

;

CREATE INDEX ix_request_engagement ON request (engagement);

CREATE INDEX ix_request_drafted_from ON request (drafted_from);

CREATE TABLE request_round (
	id TEXT NOT NULL, 
	request TEXT NOT NULL, 
	number INTEGER NOT NULL CHECK (number >= 1), 
	submitted_on TEXT CHECK (submitted_on LIKE '____-__-__'), 
	submitted_by TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	response TEXT NOT NULL, 
	received_on TEXT CHECK (received_on LIKE '____-__-__'), 
	word TEXT CHECK (word IN ('not_sent', 'received', 'accepted', 'returned', 'closed')), 
	told_by TEXT NOT NULL, 
	told_on TEXT CHECK (told_on LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (word IS NULL OR told_by <> '' AND told_on IS NOT NULL), 
	CHECK (word IS NULL OR word <> 'returned' OR reason <> '')
)
 STRICT

;

CREATE INDEX ix_request_round_request ON request_round (request);

CREATE TABLE request_evidence (
	id TEXT NOT NULL, 
	request TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_request_evidence_request ON request_evidence (request);

CREATE INDEX ix_request_evidence_evidence ON request_evidence (evidence);

CREATE TABLE request_list (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	firm TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	sheet TEXT NOT NULL, 
	heading INTEGER NOT NULL CHECK (heading >= 0), 
	above TEXT NOT NULL, 
	"between" TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	meaning TEXT NOT NULL, 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	dated TEXT NOT NULL CHECK (dated LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_request_list_engagement ON request_list (engagement);

CREATE TABLE request_word (
	id TEXT NOT NULL, 
	firm TEXT NOT NULL, 
	what TEXT NOT NULL, 
	word TEXT NOT NULL, 
	meaning TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_request_word_firm ON request_word (firm);

CREATE TABLE walkthrough (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	control TEXT NOT NULL, 
	planned_on TEXT CHECK (planned_on LIKE '____-__-__'), 
	held_on TEXT CHECK (held_on LIKE '____-__-__'), 
	people TEXT NOT NULL, 
	led_by TEXT NOT NULL, 
	shown TEXT NOT NULL, 
	item TEXT NOT NULL, 
	followed TEXT NOT NULL, 
	no_difference INTEGER NOT NULL CHECK (no_difference IN (0, 1)), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	version INTEGER NOT NULL CHECK (version >= 1), 
	PRIMARY KEY (id), 
	CHECK (control <> '')
)
 STRICT

;

CREATE INDEX ix_walkthrough_engagement ON walkthrough (engagement);

CREATE INDEX ix_walkthrough_control ON walkthrough (control);

CREATE TABLE walkthrough_answer (
	id TEXT NOT NULL, 
	walkthrough TEXT NOT NULL, 
	number INTEGER NOT NULL CHECK (number >= 1), 
	question TEXT NOT NULL, 
	answer TEXT CHECK (answer IN ('yes', 'no', 'n/a')), 
	note TEXT NOT NULL, 
	answered_by TEXT NOT NULL, 
	answered_on TEXT CHECK (answered_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (answer IS NULL OR answer <> 'no' OR note <> '')
)
 STRICT

;

CREATE INDEX ix_walkthrough_answer_walkthrough ON walkthrough_answer (walkthrough);

CREATE TABLE walkthrough_difference (
	id TEXT NOT NULL, 
	walkthrough TEXT NOT NULL, 
	what TEXT NOT NULL, 
	question INTEGER NOT NULL CHECK (question >= 0), 
	found_on TEXT NOT NULL CHECK (found_on LIKE '____-__-__'), 
	settled TEXT NOT NULL, 
	settled_by TEXT NOT NULL, 
	settled_on TEXT CHECK (settled_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (what <> ''), 
	CHECK (settled = '' OR settled_by <> '' AND settled_on IS NOT NULL)
)
 STRICT

;

CREATE INDEX ix_walkthrough_difference_walkthrough ON walkthrough_difference (walkthrough);

CREATE TABLE finding (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL CHECK (source IN ('gap', 'test', 'access_review', 'vendor', 'incident', 'auditor', 'internal_audit')), 
	links TEXT NOT NULL, 
	control TEXT NOT NULL, 
	criterion TEXT NOT NULL, 
	test TEXT NOT NULL, 
	condition TEXT NOT NULL, 
	criteria TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	recommendation TEXT NOT NULL, 
	severity TEXT NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low', 'observation')), 
	scheme_class TEXT CHECK (scheme_class IN ('deviation', 'control_not_effective', 'management_letter_point', 'major_nonconformity', 'minor_nonconformity', 'opportunity')), 
	extent_k INTEGER CHECK (extent_k >= 0), 
	extent_n INTEGER CHECK (extent_n >= 0), 
	period_from TEXT CHECK (period_from LIKE '____-__-__'), 
	period_to TEXT CHECK (period_to LIKE '____-__-__'), 
	raised_by TEXT NOT NULL, 
	raised_on TEXT NOT NULL CHECK (raised_on LIKE '____-__-__'), 
	owner TEXT NOT NULL, 
	response_due TEXT CHECK (response_due LIKE '____-__-__'), 
	agreed TEXT CHECK (agreed IN ('yes', 'no')), 
	response TEXT NOT NULL, 
	responded_by TEXT NOT NULL, 
	responded_on TEXT CHECK (responded_on LIKE '____-__-__'), 
	status TEXT NOT NULL CHECK (status IN ('open', 'responded', 'in_remediation', 'ready_to_verify', 'closed', 'risk_accepted')), 
	status_since TEXT NOT NULL CHECK (status_since LIKE '____-__-__'), 
	proofs TEXT NOT NULL, 
	verified_by TEXT NOT NULL, 
	verified_on TEXT CHECK (verified_on LIKE '____-__-__'), 
	closed_on TEXT CHECK (closed_on LIKE '____-__-__'), 
	accepted_by TEXT NOT NULL, 
	accept_reason TEXT NOT NULL, 
	accepted_on TEXT CHECK (accepted_on LIKE '____-__-__'), 
	accept_until TEXT CHECK (accept_until LIKE '____-__-__'), 
	version INTEGER NOT NULL CHECK (version >= 1), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (title <> '' AND condition <> ''), 
	CHECK (period_from IS NULL OR period_to IS NOT NULL AND period_from <= period_to), 
	CHECK (extent_n IS NULL OR extent_k IS NOT NULL AND extent_k <= extent_n), 
	CHECK (status <> 'closed' OR proofs <> '[]' AND verified_by <> '' AND verified_on IS NOT NULL AND closed_on IS NOT NULL), 
	CHECK (status <> 'risk_accepted' OR accepted_by <> '' AND accept_reason <> ''), 
	CHECK (status <> 'risk_accepted' OR accept_until IS NOT NULL)
)
 STRICT

;

CREATE INDEX ix_finding_engagement ON finding (engagement);

CREATE INDEX ix_finding_control ON finding (control);

CREATE TABLE finding_item (
	id TEXT NOT NULL, 
	finding TEXT NOT NULL, 
	item TEXT NOT NULL, 
	link TEXT NOT NULL, 
	what TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	person TEXT NOT NULL, 
	system TEXT NOT NULL, 
	occurred_on TEXT CHECK (occurred_on LIKE '____-__-__'), 
	fix TEXT NOT NULL, 
	fixed_on TEXT CHECK (fixed_on LIKE '____-__-__'), 
	fixed_by TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (fix = '' OR fixed_on IS NOT NULL)
)
 STRICT

;

CREATE INDEX ix_finding_item_finding ON finding_item (finding);

CREATE TABLE finding_move (
	id TEXT NOT NULL, 
	finding TEXT NOT NULL, 
	from_status TEXT NOT NULL CHECK (from_status IN ('open', 'responded', 'in_remediation', 'ready_to_verify', 'closed', 'risk_accepted')), 
	to_status TEXT NOT NULL CHECK (to_status IN ('open', 'responded', 'in_remediation', 'ready_to_verify', 'closed', 'risk_accepted')), 
	moved_on TEXT NOT NULL CHECK (moved_on LIKE '____-__-__'), 
	"by" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	proofs TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id)
)
 STRICT

;

CREATE INDEX ix_finding_move_finding ON finding_move (finding);

CREATE TABLE remediation (
	id TEXT NOT NULL, 
	parent TEXT NOT NULL, 
	action TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due TEXT NOT NULL CHECK (due LIKE '____-__-__'), 
	effort TEXT NOT NULL, 
	interim TEXT NOT NULL, 
	state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')), 
	opened_on TEXT NOT NULL CHECK (opened_on LIKE '____-__-__'), 
	done_on TEXT CHECK (done_on LIKE '____-__-__'), 
	done_by TEXT NOT NULL, 
	proof TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (action <> '' AND owner <> ''), 
	CHECK (state <> 'done' OR done_on IS NOT NULL AND done_by <> '' AND proof <> ''), 
	CHECK (state <> 'dropped' OR reason <> '')
)
 STRICT

;

CREATE INDEX ix_remediation_parent ON remediation (parent);

CREATE TABLE remediation_slip (
	id TEXT NOT NULL, 
	remediation TEXT NOT NULL, 
	from_due TEXT NOT NULL CHECK (from_due LIKE '____-__-__'), 
	to_due TEXT NOT NULL CHECK (to_due LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	moved_on TEXT NOT NULL CHECK (moved_on LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (reason <> '' AND from_due <> to_due)
)
 STRICT

;

CREATE INDEX ix_remediation_slip_remediation ON remediation_slip (remediation);

CREATE TABLE incident (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('data_leak', 'harmful_output', 'prompt_injection', 'wrong_output', 'outage', 'access', 'other')), 
	severity TEXT NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low', 'observation')), 
	exercise INTEGER NOT NULL CHECK (exercise IN (0, 1)), 
	scenario TEXT NOT NULL, 
	detected_at TEXT NOT NULL, 
	contained_at TEXT NOT NULL, 
	assessed_at TEXT NOT NULL, 
	remediated_at TEXT NOT NULL, 
	closed_at TEXT NOT NULL, 
	happened TEXT NOT NULL, 
	root_cause TEXT NOT NULL, 
	lessons TEXT NOT NULL, 
	tests_added TEXT NOT NULL, 
	people TEXT NOT NULL, 
	lead TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	closed_by TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	version INTEGER NOT NULL CHECK (version >= 1), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (title <> '' AND detected_at <> ''), 
	CHECK (exercise = 0 OR scenario <> '')
)
 STRICT

;

CREATE TABLE incident_mark (
	id TEXT NOT NULL, 
	incident TEXT NOT NULL, 
	mark TEXT NOT NULL CHECK (mark IN ('detected', 'contained', 'assessed', 'remediated', 'closed', 'note')), 
	at TEXT NOT NULL, 
	note TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (at <> '')
)
 STRICT

;

CREATE TABLE incident_notice (
	id TEXT NOT NULL, 
	incident TEXT NOT NULL, 
	whom TEXT NOT NULL CHECK (whom IN ('customers', 'authority')), 
	decision TEXT NOT NULL CHECK (decision IN ('yes', 'no')), 
	"by" TEXT NOT NULL, 
	decided_on TEXT NOT NULL CHECK (decided_on LIKE '____-__-__'), 
	reason TEXT NOT NULL, 
	told_at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (by <> ''), 
	CHECK (decision <> 'no' OR reason <> '')
)
 STRICT

;

CREATE TABLE incident_entity (
	id TEXT NOT NULL, 
	incident TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('feature', 'vendor', 'system', 'other')), 
	entity TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (entity <> ''), 
	CHECK (until = '' OR since <> '' AND since <= until)
)
 STRICT

;

CREATE INDEX ix_incident_mark_incident ON incident_mark (incident);

CREATE INDEX ix_incident_notice_incident ON incident_notice (incident);

CREATE INDEX ix_incident_entity_incident ON incident_entity (incident);

CREATE TABLE soa_entry (
	id TEXT NOT NULL, 
	framework TEXT NOT NULL CHECK (framework IN ('iso27001', 'iso42001')), 
	item TEXT NOT NULL, 
	applicable INTEGER NOT NULL CHECK (applicable IN (0, 1)), 
	reasons TEXT NOT NULL, 
	implemented TEXT CHECK (implemented IN ('yes', 'partly', 'no')), 
	implemented_on TEXT CHECK (implemented_on LIKE '____-__-__'), 
	drafted INTEGER NOT NULL CHECK (drafted IN (0, 1)), 
	measures TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	exclusion TEXT NOT NULL, 
	risks TEXT NOT NULL, 
	note TEXT NOT NULL, 
	version INTEGER NOT NULL CHECK (version >= 1), 
	PRIMARY KEY (id), 
	CHECK (applicable = 1 OR reasons = '[]')
)
 STRICT

;

CREATE INDEX ix_soa_entry_framework ON soa_entry (framework, item);

CREATE TABLE soa_approval (
	id TEXT NOT NULL, 
	framework TEXT NOT NULL CHECK (framework IN ('iso27001', 'iso42001')), 
	name TEXT NOT NULL, 
	approved_by TEXT NOT NULL, 
	approved_on TEXT NOT NULL CHECK (approved_on LIKE '____-__-__'), 
	frozen TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	rows INTEGER NOT NULL CHECK (rows >= 0), 
	applicable INTEGER NOT NULL CHECK (applicable >= 0), 
	log_position INTEGER NOT NULL CHECK (log_position >= 0), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (approved_by <> '' AND sha256 <> '')
)
 STRICT

;

CREATE TRIGGER soa_approval_no_update BEFORE UPDATE ON soa_approval BEGIN SELECT RAISE(ABORT, 'an approved version does not change'); END;

CREATE TRIGGER soa_approval_no_delete BEFORE DELETE ON soa_approval BEGIN SELECT RAISE(ABORT, 'an approved version does not change'); END;

CREATE TABLE rehearsal (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	played_on TEXT NOT NULL CHECK (played_on LIKE '____-__-__'), 
	seed TEXT NOT NULL, 
	asked INTEGER NOT NULL CHECK (asked >= 0), 
	returned INTEGER NOT NULL CHECK (returned >= 0), 
	drawn TEXT NOT NULL, 
	found TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (seed <> '' AND returned <= asked)
)
 STRICT

;

CREATE INDEX ix_rehearsal_engagement ON rehearsal (engagement);

CREATE TABLE tailoring (
	id TEXT NOT NULL, 
	control TEXT NOT NULL, 
	field TEXT NOT NULL CHECK (field IN ('statement', 'frequency', 'frequency_note', 'owner_role', 'anchor', 'grace_days')), 
	shipped TEXT NOT NULL, 
	base TEXT NOT NULL, 
	tailored TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	tailored_on TEXT NOT NULL CHECK (tailored_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (reason <> '')
)
 STRICT

;

CREATE INDEX ix_tailoring_control ON tailoring (control);

CREATE TABLE sync_folder (
	id TEXT NOT NULL, 
	path TEXT NOT NULL, 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (path <> '')
)
 STRICT

;

CREATE UNIQUE INDEX ix_sync_folder_path ON sync_folder (path);

CREATE TABLE sync_file (
	id TEXT NOT NULL, 
	folder TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL CHECK (size >= 0), 
	modified TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	state TEXT NOT NULL CHECK (state IN ('taken', 'known', 'waiting')), 
	evidence TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	since TEXT NOT NULL CHECK (since LIKE '____-__-__'), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (state <> 'waiting' OR reason <> ''), 
	CHECK (state = 'waiting' OR sha256 <> '')
)
 STRICT

;

CREATE INDEX ix_sync_file_folder ON sync_file (folder);

CREATE INDEX ix_sync_file_sha256 ON sync_file (sha256);

CREATE TABLE returned_book (
	id TEXT NOT NULL, 
	book TEXT NOT NULL CHECK (book IN ('matrix', 'workplan')), 
	file_name TEXT NOT NULL, 
	kept TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	written_at_entry INTEGER NOT NULL CHECK (written_at_entry >= 0), 
	filled_by TEXT NOT NULL, 
	taken_by TEXT NOT NULL, 
	taken_on TEXT NOT NULL CHECK (taken_on LIKE '____-__-__'), 
	cells INTEGER NOT NULL CHECK (cells >= 0), 
	left_out INTEGER NOT NULL CHECK (left_out >= 0), 
	position INTEGER NOT NULL CHECK (position >= 0), 
	PRIMARY KEY (id), 
	CHECK (filled_by <> '' AND sha256 <> '' AND kept <> '')
)
 STRICT

;

CREATE INDEX ix_returned_book_engagement ON returned_book (engagement);

CREATE TABLE auditor_cell (
	id TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	tab TEXT NOT NULL, 
	record TEXT NOT NULL, 
	header TEXT NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('text', 'day', 'number')), 
	told TEXT NOT NULL, 
	told_by TEXT NOT NULL, 
	told_on TEXT NOT NULL CHECK (told_on LIKE '____-__-__'), 
	PRIMARY KEY (id), 
	CHECK (told_by <> '' AND told <> '')
)
 STRICT

;

CREATE INDEX ix_auditor_cell_engagement ON auditor_cell (engagement);

CREATE INDEX ix_auditor_cell_record ON auditor_cell (record);

