#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace burner::base {

/// RFC 3339 in UTC with milliseconds: `2026-04-09T12:10:00.000Z`.
std::string to_rfc3339(UnixTime time);

/// The same where many ask for one time after another: formatted again only when the time is another one.
class TimeText {
  public:
    /// Valid until the next call.
    std::string_view of(UnixTime time);

  private:
    UnixTime time_;
    std::string text_;
};

/// Accepts what `to_rfc3339` writes, and the same without the fraction.
std::optional<UnixTime> from_rfc3339(std::string_view text);

}  // namespace burner::base
