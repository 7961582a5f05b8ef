#include "access/api_key.hpp"

#include <cstdlib>

#include "base/bytes.hpp"

/// What has the form of a key has its checksum.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = burner::base::as_text({data, size});
    if (!burner::access::form_of_api_key(text)) return 0;
    if (text.size() != 44 || !text.ends_with(burner::access::api_key_checksum(text.substr(8, 30)))) std::abort();
    return 0;
}
