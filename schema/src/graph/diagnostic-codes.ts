export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

interface DiagnosticKind {
  severity: Severity;
  /** When it is found and why it matters, for the reference. */
  doc: string;
}

/** Every finding of the compiler. Codes are stable; the reference documentation is made from this list. */
export const diagnosticCodes = {
  GRAPH_NOT_JSON: { severity: 'error', doc: 'The graph is not JSON, or holds a value that JSON cannot carry.' },
  GRAPH_TOO_LARGE: {
    severity: 'error',
    doc: 'The graph is over a limit: 5 MB, 10,000 nodes, 20,000 edges, 64 levels.',
  },
  GRAPH_TOO_NEW: { severity: 'error', doc: 'The graph was written by a newer version of Muster. Nothing was changed.' },
  GRAPH_INVALID: { severity: 'error', doc: 'A part of the graph document does not have the form it must have.' },
  GRAPH_NAME_RESERVED: {
    severity: 'error',
    doc: 'An id or a key is a name that every JavaScript object has, such as `__proto__` or `constructor`.',
  },

  NODE_ID_INVALID: { severity: 'error', doc: 'A node id is not 1 to 64 letters, digits, hyphens or underscores.' },
  NODE_ID_DUPLICATE: { severity: 'error', doc: 'Two nodes have the same id.' },
  NODE_TYPE_UNKNOWN: {
    severity: 'error',
    doc: 'No node of this type is in the catalogue. It stays in the draft, and cannot be published.',
  },
  NODE_VERSION_UNKNOWN: {
    severity: 'error',
    doc: 'The node was configured by a newer version of its type. It stays in the draft, and cannot be published.',
  },
  NODE_VERSION_OLDER: {
    severity: 'info',
    doc: 'There is a newer version of the node type. The node keeps the version it was added with, and works as before.',
  },
  NODE_WRONG_KIND: { severity: 'error', doc: 'A node for pipelines stands in a squad, or the other way round.' },
  CONTAINER_UNKNOWN: { severity: 'error', doc: 'A node says it lives in a container that is none.' },
  CONFIG_INVALID: { severity: 'error', doc: 'A field of a node is missing or not of the form it must have.' },
  SCHEMA_INVALID: { severity: 'error', doc: 'A JSON Schema in a config is not a correct schema.' },
  ROLE_UNKNOWN: { severity: 'error', doc: 'No role of this name ships with Muster.' },
  TOOL_UNKNOWN: { severity: 'error', doc: 'No tool of this name exists.' },

  EDGE_ID_INVALID: {
    severity: 'error',
    doc: 'An edge id is not 1 to 128 letters, digits, dots, colons, hyphens or underscores.',
  },
  EDGE_ID_DUPLICATE: { severity: 'error', doc: 'Two edges have the same id.' },
  EDGE_NODE_UNKNOWN: { severity: 'error', doc: 'An edge starts or ends at a node that does not exist.' },
  EDGE_PORT_UNKNOWN: { severity: 'error', doc: 'An edge starts or ends at a port that its node does not have.' },
  EDGE_DUPLICATE: { severity: 'error', doc: 'Two edges connect the same two ports.' },
  EDGE_SELF: { severity: 'error', doc: 'An edge leads from a node to itself.' },
  CYCLE: { severity: 'error', doc: 'Nodes lead back to themselves in a circle, so none of them could ever start.' },

  TRIGGER_MISSING: { severity: 'error', doc: 'A pipeline has no node that starts it.' },
  TRIGGER_HAS_INPUT: { severity: 'error', doc: 'An edge leads into a node that starts the pipeline.' },
  NODE_UNREACHABLE: { severity: 'warning', doc: 'No way leads from a start to this node: it will always be skipped.' },
  NODE_NEVER_TAKEN: {
    severity: 'warning',
    doc: 'Ways lead here, but none of them can ever be taken, because of a fixed condition or a mock.',
  },
  MERGE_ONE_INPUT: { severity: 'info', doc: 'A merge has a single way in, so it has nothing to bring together.' },
  PORT_UNUSED: { severity: 'info', doc: 'Nothing is drawn from a way out: when it is taken, nothing follows.' },

  REF_NODE_UNKNOWN: { severity: 'error', doc: 'A reference names a node that does not exist.' },
  REF_NOT_UPSTREAM: {
    severity: 'error',
    doc: 'A reference names a node that does not lead to this one, so its output would not be there in time.',
  },
  REF_OUTSIDE_CONTAINER: { severity: 'error', doc: '`$item` or `$index` is used outside a container that has items.' },
  REF_ROOT_UNKNOWN: {
    severity: 'error',
    doc: 'A reference begins with `$` and is none of `$input`, `$trigger`, `$item`, `$index`, `$run`.',
  },
  REF_MAY_BE_EARLY: {
    severity: 'warning',
    doc: 'After a join that goes on with the first arrival, the output of another branch may not be there yet.',
  },
  VALUE_MALFORMED: { severity: 'error', doc: 'A `$ref`, `$template` or `$expr` is not written as it must be.' },
  EXPRESSION_INVALID: { severity: 'error', doc: 'An expression is not correct JSONata.' },
  EXPRESSION_NAME_UNKNOWN: {
    severity: 'warning',
    doc: 'An expression begins with a name that is not there; it would always find nothing.',
  },
  EXPRESSIONS_TOO_MANY: { severity: 'error', doc: 'A node has more than 1,000 expressions.' },
  SECRET_IN_CONFIG: {
    severity: 'warning',
    doc: 'Text in a config looks like a secret. Configs are shown to everybody who may see the workflow.',
  },

  POLICY_MOCK_PORT_UNKNOWN: { severity: 'error', doc: 'A mock emits on a port that the node does not have.' },
  POLICY_CONTINUE_WITHOUT_OUT: {
    severity: 'error',
    doc: '`onError: continue` goes on by port `out`, which the node does not have.',
  },

  SQUAD_WITHOUT_LEAD: { severity: 'error', doc: 'No member of the squad is its lead.' },
  SQUAD_MANY_LEADS: { severity: 'error', doc: 'More than one member of the squad is its lead.' },
  MEMBER_UNREACHABLE: { severity: 'warning', doc: 'No way leads from the lead to this member: it will never work.' },
  DELEGATION_LOOP: {
    severity: 'warning',
    doc: 'Members may delegate in a circle; only the limits on depth, messages and turns end it.',
  },
  SQUAD_NOT_CHOSEN: { severity: 'error', doc: 'A squad task does not say which squad.' },
  SQUAD_UNKNOWN: { severity: 'error', doc: 'The squad of a squad task does not exist in this workspace.' },
  SQUAD_NOT_PUBLISHED: { severity: 'error', doc: 'The squad of a squad task has no published version.' },

  BUDGET_PRICE_UNKNOWN: {
    severity: 'error',
    doc: 'A budget is in US dollars, and the price of a model it is to hold is not known.',
  },
  STEPS_OVER_LIMIT: {
    severity: 'warning',
    doc: 'A run, or one agent in it, can take more durable steps than Inngest allows. An error where runs are on Inngest.',
  },
  MORE_FINDINGS: { severity: 'info', doc: 'Only the first 1,000 findings are shown.' },
} as const satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof diagnosticCodes;
