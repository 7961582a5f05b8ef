#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

#include "http/refusal.hpp"

namespace burner::http {

/// Finds the end of a request's head in bytes that arrive in pieces, looking at each byte once, and refuses
/// what a line must not be (bare LF, obs-fold, a method that nobody knows) as soon as the line is there, not at the
/// deadline.
class HeadScanner {
  public:
    /// Returns the head's size with its empty line, or nullopt while that is still to come. `data` begins where the
    /// request does and holds at least what it held at the last call.
    std::expected<std::optional<std::size_t>, Refusal> scan(std::string_view data);
    void reset() { *this = {}; }

    bool in_request_line() const { return line_ == 0; }

  private:
    bool method_is_too_long(std::string_view data) const;

    std::size_t next_ = 0;  // not looked at yet
    std::size_t line_ = 0;  // where the current line begins
};

}  // namespace burner::http
