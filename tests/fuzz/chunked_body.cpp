// A chunked body says the same in one piece as byte by byte, and never more than its bound.
#include "http/chunked_body.hpp"

#include <algorithm>
#include <string>

#include "require.hpp"

using namespace burner;

namespace {

constexpr std::size_t max_bytes = 64;
constexpr std::size_t overhead = 128;

struct Outcome {
    int refused = 0;
    bool done = false;
    std::size_t used = 0;
    std::string body;
};

Outcome decode(std::string_view raw, std::size_t step) {
    http::ChunkedBody decoder{max_bytes, overhead};
    Outcome outcome;
    while (outcome.used < raw.size() && !decoder.done()) {
        const auto used = decoder.feed(raw.substr(outcome.used, step), outcome.body);
        if (!used) {
            outcome.refused = used.error().status;
            break;
        }
        outcome.used += *used;
    }
    outcome.done = decoder.done();
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view raw{reinterpret_cast<const char*>(data), size};
    const auto whole = decode(raw, std::max<std::size_t>(size, 1));
    const auto bytes = decode(raw, 1);
    require(whole.refused == bytes.refused && whole.done == bytes.done && whole.body == bytes.body);
    require(whole.body.size() <= max_bytes);
    require(!whole.done || (whole.used == bytes.used && whole.used <= size));
    return 0;
}
