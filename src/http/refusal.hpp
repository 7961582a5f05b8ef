#pragma once

#include <expected>
#include <string_view>

namespace burner::http {

/// The server's own refusal of a request, or of the rest of it. The connection ends with it: after a framing error
/// nobody knows where the next request would begin. `reason` is a literal and goes to the client.
struct Refusal {
    int status = 400;
    std::string_view reason;
};

inline std::unexpected<Refusal> refuse(int status, std::string_view reason) {
    return std::unexpected(Refusal{status, reason});
}

}  // namespace burner::http
