#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace burner::base {

/// Writes RFC 3339 in UTC with milliseconds: `2026-04-09T12:10:00.000Z`.
std::string to_rfc3339(UnixTime time);

/// A cache of the latest time's text, which is formatted again only when the time is another one.
class TimeText {
  public:
    /// Returns what `to_rfc3339` writes; it is valid until the next call.
    std::string_view of(UnixTime time);

  private:
    UnixTime time_;
    std::string text_;
};

/// Accepts what `to_rfc3339` writes, also without decimals or with another number of them (at most nine); what is finer
/// than a millisecond is cut off.
std::optional<UnixTime> from_rfc3339(std::string_view text);

}  // namespace burner::base
