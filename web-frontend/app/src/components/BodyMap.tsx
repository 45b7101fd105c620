import { useTranslation } from "react-i18next";

/** A shape of the map: an ellipse by centre and radii, drawn on both sides of the middle (x = 100) when mirrored. */
interface Shape {
  region: string;
  cx: number;
  cy: number;
  rx: number;
  ry: number;
  turn?: number;
  mirrored?: boolean;
}

const FRONT: Shape[] = [
  { region: "head", cx: 100, cy: 30, rx: 20, ry: 19 },
  { region: "jaw", cx: 100, cy: 54, rx: 14, ry: 8 },
  { region: "neck_front", cx: 100, cy: 70, rx: 9, ry: 9 },
  { region: "shoulders", cx: 66, cy: 92, rx: 17, ry: 12, turn: -18, mirrored: true },
  { region: "armpit", cx: 62, cy: 116, rx: 7, ry: 8, mirrored: true },
  { region: "arms", cx: 47, cy: 132, rx: 10, ry: 26, turn: 10, mirrored: true },
  { region: "inner_elbow", cx: 41, cy: 163, rx: 8, ry: 7, mirrored: true },
  { region: "forearms_wrists", cx: 34, cy: 196, rx: 9, ry: 27, turn: 10, mirrored: true },
  { region: "hip_flexors", cx: 82, cy: 212, rx: 14, ry: 13, turn: -25, mirrored: true },
  { region: "groin", cx: 100, cy: 231, rx: 9, ry: 9 },
  { region: "thighs", cx: 81, cy: 272, rx: 16, ry: 36, mirrored: true },
  { region: "lower_legs", cx: 82, cy: 352, rx: 12, ry: 38, mirrored: true },
  { region: "feet", cx: 79, cy: 409, rx: 13, ry: 11, mirrored: true },
];

const BACK: Shape[] = [
  { region: "head", cx: 100, cy: 31, rx: 20, ry: 22 },
  { region: "jaw_ear_hollow", cx: 83, cy: 53, rx: 6, ry: 7, mirrored: true },
  { region: "neck", cx: 100, cy: 66, rx: 12, ry: 12 },
  { region: "shoulders", cx: 66, cy: 90, rx: 18, ry: 12, turn: -15, mirrored: true },
  { region: "upper_back", cx: 100, cy: 106, rx: 30, ry: 19 },
  { region: "mid_back", cx: 100, cy: 141, rx: 20, ry: 16 },
  { region: "lats_ribs", cx: 71, cy: 148, rx: 9, ry: 24, mirrored: true },
  { region: "low_back", cx: 100, cy: 176, rx: 25, ry: 17 },
  { region: "hips", cx: 68, cy: 200, rx: 9, ry: 16, turn: 12, mirrored: true },
  { region: "glutes_piriformis", cx: 87, cy: 218, rx: 13, ry: 20, mirrored: true },
  { region: "arms", cx: 46, cy: 134, rx: 10, ry: 30, turn: 10, mirrored: true },
  { region: "forearms_wrists", cx: 34, cy: 196, rx: 9, ry: 28, turn: 10, mirrored: true },
  { region: "hamstrings", cx: 81, cy: 276, rx: 16, ry: 33, mirrored: true },
  { region: "knee_back", cx: 81, cy: 319, rx: 11, ry: 8, mirrored: true },
  { region: "lower_legs", cx: 82, cy: 363, rx: 13, ry: 33, mirrored: true },
  { region: "feet", cx: 80, cy: 410, rx: 12, ry: 11, mirrored: true },
];

/** Every region the map can show; anything else is offered in the list only. */
export const MAPPED = new Set([...FRONT, ...BACK].map((shape) => shape.region));

const OUTLINE =
  "M100 8 C122 8 124 30 122 42 C120 54 114 60 112 68 C114 76 126 78 138 82 C152 87 154 100 156 116 C160 140 168 160 " +
  "172 184 C176 204 180 222 176 232 C172 238 166 234 164 226 C160 206 154 186 150 170 C146 152 142 138 138 126 " +
  "C138 150 136 170 138 192 C140 224 140 262 134 300 C136 332 134 362 128 392 C130 404 134 414 126 420 " +
  "C118 424 106 424 106 414 C110 396 108 370 108 346 C106 316 104 276 100 246 C96 276 94 316 92 346 C92 370 90 396 " +
  "94 414 C94 424 82 424 74 420 C66 414 70 404 72 392 C66 362 64 332 66 300 C60 262 60 224 62 192 C64 170 62 150 62 " +
  "126 C58 138 54 152 50 170 C46 186 40 206 36 226 C34 234 28 238 24 232 C20 222 24 204 28 184 C32 160 40 140 44 116 " +
  "C46 100 48 87 62 82 C74 78 86 76 88 68 C86 60 80 54 78 42 C76 30 78 8 100 8 Z";

interface Props {
  regions: string[];
  chosen: string[];
  onToggle?: (region: string) => void;
}

/**
 * Front and back of a body, for the pointer. Its equal for keyboard and screen reader is the list of the same regions,
 * which stands beside it wherever it is shown; therefore the picture itself is hidden from assistive technology.
 */
export function BodyMap({ regions, chosen, onToggle }: Props) {
  const { t } = useTranslation();
  const known = new Set(regions);
  const pick = onToggle
    ? (event: React.MouseEvent) => {
        const region = (event.target as Element).getAttribute("data-region");
        if (region) onToggle(region);
      }
    : undefined;
  return (
    <div className="bodyMap" aria-hidden="true" data-testid="body-map">
      {[
        { side: "front", shapes: FRONT },
        { side: "back", shapes: BACK },
      ].map(({ side, shapes }) => (
        <svg key={side} viewBox="0 0 200 446" onClick={pick}>
          <path className="outline" d={OUTLINE} />
          {shapes
            .filter((shape) => known.has(shape.region))
            .flatMap((shape) => (shape.mirrored ? [shape, { ...shape, cx: 200 - shape.cx, turn: -(shape.turn ?? 0) }] : [shape]))
            .map((shape) => (
              <ellipse
                key={`${shape.region}-${shape.cx}`}
                data-region={shape.region}
                className={chosen.includes(shape.region) ? "region chosen" : "region"}
                cx={shape.cx}
                cy={shape.cy}
                rx={shape.rx}
                ry={shape.ry}
                transform={shape.turn ? `rotate(${shape.turn} ${shape.cx} ${shape.cy})` : undefined}
              >
                <title>{t(`region.${shape.region}`)}</title>
              </ellipse>
            ))}
          <text x="100" y="440">
            {t(`body.${side}`)}
          </text>
        </svg>
      ))}
    </div>
  );
}
