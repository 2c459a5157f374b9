// One histogram in HdrHistogram's V2 compressed encoding, as base64: a payload of an HdrHistogram
// log. The layout follows HdrHistogram's encodeIntoCompressedByteBuffer: a cookie and a length
// around a zlib stream, in which a header of 40 bytes is followed by the counts, in the order of
// their values, as zigzag LEB128 numbers; a negative one stands for that many zeros.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/expected.h"
#include "harness/record/histogram.h"

namespace harness::record {

std::string encode_hdr_payload(const Histogram& histogram);

/// Trusts nothing: inflates at most what a histogram of ours can need. A payload says in which
/// bucket each value was and no more, so that min() is the low end of the lowest bucket, and max()
/// the high end of the highest one, or `known_max` if that lies in it; -1 where it isn't known.
Expected<Histogram> decode_hdr_payload(std::string_view base64, std::int64_t known_max);

}  // namespace harness::record
