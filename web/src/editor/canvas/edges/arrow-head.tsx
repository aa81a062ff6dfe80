/** The arrow at the end of every edge; edges name it by its id. */
export function ArrowHead() {
  return (
    <svg className="absolute size-0" aria-hidden="true">
      <defs>
        <marker
          id="muster-arrow"
          viewBox="0 0 10 10"
          refX="8"
          refY="5"
          markerWidth="10"
          markerHeight="10"
          markerUnits="userSpaceOnUse"
          orient="auto-start-reverse"
        >
          <path d="M0 0.5 L10 5 L0 9.5 Z" fill="context-stroke" />
        </marker>
      </defs>
    </svg>
  );
}
