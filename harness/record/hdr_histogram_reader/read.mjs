// node read.mjs LOG REWRITTEN: prints each histogram of a log as hdr-histogram-js sees it, in the
// form of hdr_log_figures.cc, and writes the log again in that library's own encoding.
import { readFileSync, writeFileSync } from 'node:fs';
import hdr from 'hdr-histogram-js';

const percents = [0, 0.1, 1, 5, 7, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 99.999, 100];
const counterBits = 64;
const nanosecondsPerMillisecond = 1e6;

const [log, rewritten] = process.argv.slice(2);
const reader = new hdr.HistogramLogReader(readFileSync(log, 'utf8'), counterBits);
const lines = [];
const writer = new hdr.HistogramLogWriter((line) => lines.push(line));
writer.outputLogFormatVersion();
writer.outputLegend();
for (let histogram; (histogram = reader.nextIntervalHistogram()) !== null; ) {
  const length = (histogram.endTimeStampMsec - histogram.startTimeStampMsec) / 1000;
  const figures = [
    `count=${histogram.totalCount}`,
    `length=${length.toFixed(3)}`,
    `mean=${Math.round(histogram.mean)}`,
    `min=${histogram.getValueAtPercentile(0)}`,
    `max=${histogram.maxValue}`,
    ...percents.map((percent) => `p${percent}=${histogram.getValueAtPercentile(percent)}`),
  ];
  console.log(`${histogram.tag} start=${(histogram.startTimeStampMsec / 1000).toFixed(3)} ` + figures.join(' '));
  writer.outputIntervalHistogram(
    histogram,
    histogram.startTimeStampMsec / 1000,
    histogram.endTimeStampMsec / 1000,
    nanosecondsPerMillisecond,
  );
}
writeFileSync(rewritten, lines.join(''));
