#include "limits/stored_answer.hpp"

#include <cstdlib>

/// What can be read is written back as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const burner::base::ByteView bytes{data, size};
    const auto answer = burner::limits::stored_answer_from(bytes);
    if (answer && burner::base::Bytes(bytes.begin(), bytes.end()) != burner::limits::to_bytes(*answer)) std::abort();
    return 0;
}
