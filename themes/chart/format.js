// How numbers and labels are printed. Options are JSON and hold no functions, so
// both bundles hang the same ones in here: what a reader sees before and after
// the browser takes over a chart is the same.
//
// An option says what it needs under the key "gongkai":
//   divisor  what the numbers of the value axis are divided by (10000 for 万元)
//   labels   the short texts of the category axis, by index; "" leaves one out
//   unit     the unit of the numbers, for tooltips
// and a data item whose number is printed in the table in a way of its own has
// that text as "text", and if something else should stand beside its mark, that
// as "caption".

const numbers = (value) =>
  String(value).replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

// axisNumber prints a tick: at most four decimals hide the noise of 0.1 + 0.2.
const axisNumber = (divisor) => (value) => numbers(Number((value / divisor).toFixed(4)));

// plain returns the number of a data item, whatever dimension it is in.
const plain = (value) => (Array.isArray(value) ? value[value.length - 1] : value);

// itemText prints a data item as the table prints it.
export const itemText = (item) => {
  const data = item.data;
  if (data && data.text) return data.text;
  const value = plain(item.value);
  return value === null || value === undefined || value === "-" ? "" : numbers(value);
};

// caption is what stands beside a mark.
const caption = (item) => (item.data && item.data.caption) || itemText(item);

const each = (part) => (part === undefined ? [] : Array.isArray(part) ? part : [part]);

// prepare turns an option as gongkai writes it into one that ECharts takes.
export function prepare(option) {
  const { divisor, labels } = option.gongkai || {};
  delete option.gongkai;
  for (const axis of each(option.xAxis).concat(each(option.yAxis))) {
    if (axis.type === "value" && divisor) axis.axisLabel.formatter = axisNumber(divisor);
    if (axis.type === "category" && labels) axis.axisLabel.formatter = (_, i) => labels[i];
  }
  for (const series of each(option.series)) {
    if (series.label && !series.label.formatter) series.label.formatter = caption;
    if (series.detail) series.detail.formatter = () => series.data[0].text;
  }
  return option;
}
