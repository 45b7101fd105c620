import { Problem } from "../api/http";
import { intake, type Answers, type Draft } from "../api/intake";

export type SaveState = "saved" | "saving" | "waiting";

/**
 * Sends answers to the server's draft as they are given, one request at a time. What could not be sent is kept and
 * sent again; when the draft was changed on another device, ours are put on top of it.
 */
export class DraftSaver {
  private pending: Answers = {};
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private etag: string | null;
  private readonly id: string;
  private readonly tell: (state: SaveState, draft?: Draft) => void;

  constructor(draft: Draft, etag: string | null, tell: (state: SaveState, draft?: Draft) => void) {
    this.id = draft.id;
    this.etag = etag;
    this.tell = tell;
  }

  put(key: string, value: unknown): void {
    this.pending = { ...this.pending, [key]: value === undefined ? null : value };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush().catch(() => undefined), 500);
  }

  /** Everything given so far is on the server when this resolves; rejects with what the server refused. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.running) await this.running.catch(() => undefined);
    if (Object.keys(this.pending).length === 0) return;
    this.running = this.send();
    try {
      await this.running;
    } finally {
      this.running = null;
    }
    if (Object.keys(this.pending).length > 0) await this.flush();
  }

  private async send(): Promise<void> {
    const sending = this.pending;
    this.pending = {};
    this.tell("saving");
    try {
      const saved = await intake.saveDraft(this.id, this.etag, sending);
      this.etag = saved.etag;
      this.tell("saved", saved.body);
    } catch (error) {
      const stale = error instanceof Problem && (error.status === 412 || error.status === 428);
      const refused = error instanceof Problem && error.status >= 400 && error.status < 500 && !stale && error.status !== 401;
      // A refused answer would be refused for ever; anything else is kept for the next attempt.
      if (!refused) this.pending = { ...sending, ...this.pending };
      if (stale) {
        const current = await intake.currentDraft();
        if (current) this.etag = current.etag;
        return;
      }
      this.tell("waiting");
      if (!refused) this.timer = setTimeout(() => void this.flush().catch(() => undefined), 4000);
      throw error;
    }
  }
}
