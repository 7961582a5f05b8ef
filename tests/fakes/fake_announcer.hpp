#pragma once

#include "nodes/announcer.hpp"

namespace burner::fakes {

/// Announces at once, unless a test says that the change is lost.
class FakeAnnouncer final : public nodes::Announcer {
  public:
    base::Task<base::Result<void>> announce(nodes::FeedPosition) override {
        if (is_lost) co_return base::fail(base::ErrorCode::overloaded, "The change is lost");
        co_return base::Result<void>{};
    }

    bool is_lost = false;
};

}  // namespace burner::fakes
