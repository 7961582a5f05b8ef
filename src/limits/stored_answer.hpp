#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace burner::limits {

/// A response as it was sent.
struct StoredAnswer {
    int status;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    bool operator==(const StoredAnswer&) const = default;
};

/// Writes the status, then every header and the body, each text after its length; integers of 32 bits, little-endian.
base::Bytes to_bytes(const StoredAnswer& answer);
std::optional<StoredAnswer> stored_answer_from(base::ByteView bytes);

}  // namespace burner::limits
