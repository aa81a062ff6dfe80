import { createStore } from 'zustand/vanilla';
import type { Endpoint } from '../core/graph/connect';
import type { Point } from '../core/graph/document';

export type DialogName = 'publish' | 'shortcuts' | 'versions' | 'commands' | 'run-choice' | 'run';
/** Whether a conflict is being decided, or put off until later. */
export type Decision = 'now' | 'later';
export type PanelName = 'palette' | 'inspector' | 'problems';

/** The small palette that opens where an edge was let go, or where the canvas was double-clicked. */
export interface QuickAdd {
  /** On the canvas. */
  at: Point;
  /** In the window. */
  screen: Point;
  from: { end: Endpoint; side: 'source' | 'target' } | null;
}

export interface ViewState {
  selection: ReadonlySet<string>;
  /** Which panels a person opened or closed; the inspector is null until then, and open while something is selected. */
  panels: { palette: boolean; problems: boolean; inspector: boolean | null };
  dialog: DialogName | null;
  quickAdd: QuickAdd | null;
  decision: Decision;
  /** On a phone: which sheet is up. */
  sheet: PanelName | null;
  /** Nodes to bring into sight, if they are not; a new list each time. */
  reveal: readonly string[];
  /** The form field of a node to open and focus: where a link or a problem leads. A new object each time. */
  focusField: { nodeId: string; field: string | null } | null;
  /** The note whose text is being written. */
  writing: string | null;
  /** Counts how often everything was to be brought into view. */
  fit: number;
  /** Whether letters, digits and signs typed alone are shortcuts. */
  singleKeys: boolean;
  /** A sentence for screen readers about what just happened. */
  announcement: string;
}

const panelsKey = 'muster.editor.panels-by-hand';
const singleKeysKey = 'muster.editor.single-keys';
const openPanels: ViewState['panels'] = { palette: true, inspector: null, problems: false };

/** Reads a setting of this browser, or with a value writes it. A full or forbidden storage only forgets. */
function remember(key: string, value: string | null): string | null {
  try {
    if (value !== null) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function rememberedPanels(): ViewState['panels'] {
  try {
    return { ...openPanels, ...(JSON.parse(remember(panelsKey, null) ?? '{}') as Partial<ViewState['panels']>) };
  } catch {
    return openPanels;
  }
}

export type ViewStore = ReturnType<typeof createViewStore>;

/** Owner of what is looked at: selection, panels, dialogs. Never saved with the document, never undone. */
export function createViewStore() {
  const store = createStore<ViewState>(() => ({
    selection: new Set<string>(),
    panels: rememberedPanels(),
    dialog: null,
    quickAdd: null,
    decision: 'now',
    sheet: null,
    reveal: [],
    focusField: null,
    writing: null,
    fit: 0,
    singleKeys: remember(singleKeysKey, null) !== 'off',
    announcement: '',
  }));
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    select: (ids: Iterable<string>) => store.setState({ selection: new Set(ids) }),
    setSelection: (selection: ReadonlySet<string>) => store.setState({ selection }),
    openDialog: (dialog: DialogName | null) => store.setState({ dialog, quickAdd: null }),
    openQuickAdd: (quickAdd: QuickAdd | null) => store.setState({ quickAdd }),
    decide: (decision: Decision) => store.setState({ decision }),
    openSheet: (sheet: PanelName | null) => store.setState({ sheet }),
    reveal: (ids: readonly string[]) => store.setState({ reveal: [...ids] }),
    focusField: (focusField: ViewState['focusField']) => store.setState({ focusField }),
    writeNote: (writing: string | null) => store.setState({ writing }),
    fitAll: () => store.setState(({ fit }) => ({ fit: fit + 1 })),
    announce: (announcement: string) => store.setState({ announcement }),
    setSingleKeys(singleKeys: boolean) {
      store.setState({ singleKeys });
      remember(singleKeysKey, singleKeys ? 'on' : 'off');
    },
    /** `null` leaves the inspector to what is selected. */
    setPanel<Name extends PanelName>(name: Name, open: ViewState['panels'][Name]) {
      const panels = { ...store.getState().panels, [name]: open };
      store.setState({ panels });
      remember(panelsKey, JSON.stringify(panels));
    },
  };
}
