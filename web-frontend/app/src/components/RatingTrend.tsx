import { useTranslation } from "react-i18next";
import { shortDay } from "../time";

export interface Rated {
  at: string;
  soreness: number;
  pain: number;
}

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 24;
const TOP = 10;
const BOTTOM = 26;

/** Soreness and pain, 0 to 10, session by session. The two differ in mark and line, not in colour alone. */
export function RatingTrend({ sessions }: { sessions: Rated[] }) {
  const { t } = useTranslation();
  const x = (i: number) => LEFT + 8 + (i * (WIDTH - LEFT - 24)) / Math.max(1, sessions.length - 1);
  const y = (rating: number) => TOP + ((10 - rating) * (HEIGHT - TOP - BOTTOM)) / 10;
  const line = (of: (session: Rated) => number) => sessions.map((session, i) => `${x(i)},${y(of(session))}`).join(" ");
  const first = sessions[0];
  const last = sessions.at(-1);
  if (!first || !last || sessions.length < 2) return null;
  return (
    <figure className="trend">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t("progress.chart", {
          count: sessions.length,
          painFrom: first.pain,
          painTo: last.pain,
          sorenessFrom: first.soreness,
          sorenessTo: last.soreness,
        })}
      >
        {[0, 5, 10].map((rating) => (
          <g key={rating}>
            <line className="grid" x1={LEFT} x2={WIDTH} y1={y(rating)} y2={y(rating)} />
            <text x={LEFT - 6} y={y(rating) + 4} textAnchor="end">
              {rating}
            </text>
          </g>
        ))}
        <polyline className="pain" points={line((session) => session.pain)} />
        <polyline className="soreness" points={line((session) => session.soreness)} />
        {sessions.map((session, i) => (
          <g key={session.at}>
            <circle className="pain" cx={x(i)} cy={y(session.pain)} r="5" />
            <rect className="soreness" x={x(i) - 4.5} y={y(session.soreness) - 4.5} width="9" height="9" />
            {(i === 0 || i === sessions.length - 1) && (
              <text x={x(i)} y={HEIGHT - 6} textAnchor={i === 0 ? "start" : "end"}>
                {shortDay(Date.parse(session.at))}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption>
        <span className="pain">● {t("progress.painLegend")}</span> <span className="soreness">■ {t("progress.sorenessLegend")}</span>
      </figcaption>
    </figure>
  );
}
