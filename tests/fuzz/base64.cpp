#include "base/base64.hpp"

#include "require.hpp"

using namespace burner;

/// A text that decodes is the only text of its bytes, in both alphabets; every input survives the round trip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteView bytes{data, size};
    const std::string_view text = base::as_text(bytes);
    if (const auto decoded = base::from_base64(text)) require(base::to_base64(*decoded) == text);
    if (const auto decoded = base::from_base64url(text)) require(base::to_base64url(*decoded) == text);
    const base::Bytes original{bytes.begin(), bytes.end()};
    require(base::from_base64(base::to_base64(bytes)) == original);
    require(base::from_base64url(base::to_base64url(bytes)) == original);
    return 0;
}
