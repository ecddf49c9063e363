/** What came back with a form of moderation. Without `statement` it is about the queue as a whole. */
export interface ModerationFault {
  readonly statement?: string | undefined;
  readonly problem?: string | undefined;
  readonly words?: Readonly<Record<'fr' | 'en', string>> | undefined;
  readonly faults?: Readonly<Partial<Record<'fr' | 'en', string>>> | undefined;
}
