export { formatCount, plural } from './count';
export { formatDuration } from './duration';
export { formatUsd } from './money';
export { shortId } from './short-id';
export { formatAgo, formatClock, formatMoment } from './time';
