/** The most entries of one page of a list: what `first` may be. */
export const MAX_PAGE_SIZE = 100;

/** Bytes of JSON (UTF-8, without white space) that a run's input, a node's output and a run's output may have: 4 MB. */
export const MAX_PAYLOAD_BYTES = 4_000_000;

/** Expressions that the config of one node may have. */
export const MAX_EXPRESSIONS_PER_NODE = 1000;
