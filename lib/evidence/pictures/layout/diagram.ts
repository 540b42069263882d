/** What a picture shows, before anything has a place on it. */
export interface Diagram {
  readonly columns: readonly Column[];
  readonly wires: readonly Wire[];
  /**
   * Whether all columns begin at the top, in their own order.
   *
   * @default - beside the tallest column, groups stand near what they are joined with
   */
  readonly level?: boolean;
}

/** Groups one below the other. Wires run between columns, never within one. */
export interface Column {
  /** In units of the picture. */
  readonly width: number;
  readonly groups: readonly Group[];
}

/** Cards in a frame with a heading. */
export interface Group {
  readonly title: string;
  readonly cards: readonly Card[];
}

/** How a card looks; words on it say the same. */
export type Shape =
  | 'plain'
  | 'box'
  | 'actor'
  | 'door'
  | 'starter'
  | 'function'
  | 'store'
  | 'write-once'
  | 'stream'
  | 'topic'
  | 'key';

export interface Card {
  /** Unique in a diagram. */
  readonly id: string;
  readonly shape: Shape;
  readonly title: string;
  /** Short word at the end of the title line. */
  readonly badge?: string;
  /** Holds patients' data: a hatched edge, beside the word. */
  readonly phi?: boolean;
  readonly rows: readonly Row[];
}

/** Words on a card; one with an id is where a wire may end. */
export interface Row {
  readonly text: string;
  /** Unique on its card. */
  readonly port?: string;
  /** Stands at the end of the line. */
  readonly badge?: string;
  /** What is said in passing. */
  readonly quiet?: boolean;
}

export type Tone = 'phi' | 'audit' | 'alert' | 'call';

/** Where a wire ends: at a row of a card, or at its title. */
export interface End {
  readonly card: string;
  readonly port?: string;
}

export interface Wire {
  /** Wires of a net share one line wherever they run together. */
  readonly net: string;
  /** A wire to or from what is not in the diagram is not drawn. */
  readonly from: End;
  readonly to: End;
  /** At which ends something arrives. */
  readonly arrows: readonly ('from' | 'to')[];
  readonly tone: Tone;
}
