#pragma once

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/stores/user_store.hpp"
#include "users/accounts.hpp"
#include "users/sign_ins.hpp"

namespace burner::users {

/// Users over stores in memory and a clock that stands still.
class UsersTest : public testing::Test {
  protected:
    static constexpr std::string_view password = "correct horse battery";

    /// Makes the first operator, whose password that is.
    User make_first() {
        const auto link = accounts_.make_setup_link().value();
        return accounts_.set_up(link.token.reveal(), {"ops@shop.example", "Ops"}, password).value();
    }

    fakes::FakeClock clock_;
    storage::MemoryUsers all_;
    storage::MemoryUserStore users_{all_};
    storage::MemoryUserSessionStore sessions_{all_};
    Accounts accounts_{users_, clock_};
    SignIns sign_ins_{users_, sessions_, clock_, {}};
};

template <class T>
void expect_error(const base::Result<T>& outcome, base::ErrorCode code, std::string_view message = {}) {
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, code);
    EXPECT_EQ(outcome.error().message, message);
}

}  // namespace burner::users
