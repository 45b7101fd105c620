import type { CheckIn, CheckInRequest } from "../api/booking";
import { newKey, Problem } from "../api/http";

const TRY_AGAIN_MILLISECONDS = 3000;

interface Waiting {
  key: string;
  request: CheckInRequest;
}

interface Listener {
  answered: (answer: CheckIn) => void;
  refused: (problem: unknown) => void;
  /** How many are kept because there is no connection. */
  waiting: (count: number) => void;
}

/**
 * Sends check-ins one after the other, in the order in which they were made. What finds no connection is kept on the page
 * and sent again with its key, so that it counts once; what is refused is told and does not hold up the next.
 */
export class CheckInQueue {
  private readonly send: (request: CheckInRequest, key: string) => Promise<CheckIn>;
  private readonly listener: Listener;
  private readonly kept: Waiting[] = [];
  private running = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (request: CheckInRequest, key: string) => Promise<CheckIn>, listener: Listener) {
    this.send = send;
    this.listener = listener;
  }

  put(request: CheckInRequest): Promise<void> {
    this.kept.push({ key: newKey(), request });
    return this.flush();
  }

  async flush(): Promise<void> {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      for (let next = this.kept[0]; next; next = this.kept[0]) {
        let answer: CheckIn | null = null;
        try {
          answer = await this.send(next.request, next.key);
        } catch (problem) {
          if (!(problem instanceof Problem) || problem.status === 0 || problem.status >= 500) {
            this.timer = setTimeout(() => void this.flush(), TRY_AGAIN_MILLISECONDS);
            return;
          }
          this.listener.refused(problem);
        }
        this.kept.shift();
        if (answer) this.listener.answered(answer);
      }
    } finally {
      this.running = false;
      this.listener.waiting(this.kept.length);
    }
  }

  get empty(): boolean {
    return this.kept.length === 0;
  }

  /** Stops trying; for when the page is left. */
  stop(): void {
    clearTimeout(this.timer);
  }
}
