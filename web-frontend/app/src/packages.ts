import type { Balance, Package, Purchase } from "./api/booking";
import { locale } from "./i18n";
import { isoDay, price } from "./time";

/** Whether it is still of use: to be paid, or with sessions that are left or reserved. */
export function isInUse({ state, sessions }: Purchase): boolean {
  return state === "awaiting_payment" || (state === "active" && sessions.left + sessions.reserved > 0);
}

/** Those that can pay for a session on that day, the one that ends first at the front, as the service itself chooses. */
export function usableFor(purchases: Purchase[], serviceId: string, start: string, zone: string): Purchase[] {
  const day = isoDay(start, zone);
  return purchases
    .filter((one) => one.state === "active" && one.sessions.left > 0 && one.service.id === serviceId && (one.validUntil ?? "") >= day)
    .sort((a, b) => (a.validUntil ?? "").localeCompare(b.validUntil ?? ""));
}

/** What one session of it costs. */
export function perSession({ price: whole, sessions }: Pick<Package, "price" | "sessions">): string {
  return price({ amount: whole.amount / sessions, currency: whole.currency });
}

/** Cheapest session first. */
export function byPerSession(a: Package, b: Package): number {
  return a.price.amount / a.sessions - b.price.amount / b.sessions;
}

/** How much of the price is still open. */
export function outstanding({ price: whole, paid }: Purchase): number {
  return Math.max(0, Math.round((whole.amount - paid) * 1000) / 1000);
}

/** Where one goes on to pay, if anywhere; only to a real address. */
export function payAt(request: Balance["payment"]): string | undefined {
  return request?.state === "pending" && request.continueAt?.startsWith("https://") ? request.continueAt : undefined;
}

/** How many digits a currency has after its point, such as 2 for euros and 0 for yen. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat(locale(), { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
