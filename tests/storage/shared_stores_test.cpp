// The stores that only several nodes have, which SQLite does not.
#include "contracts/chain_store_contract.hpp"
#include "contracts/duty_store_contract.hpp"
#include "contracts/engines.hpp"
#include "contracts/window_store_contract.hpp"
#include "fakes/stores/chain_store.hpp"
#include "fakes/stores/duty_store.hpp"
#include "fakes/stores/window_store.hpp"
#include "storage/postgres/chain_store.hpp"
#include "storage/postgres/duty_store.hpp"
#include "storage/postgres/window_store.hpp"

namespace burner::contracts {
namespace {

using std::chrono::milliseconds;

class Memory {
  public:
    limits::CreditStore& window_store() { return windows_; }
    limits::CreditStore& reopened_window_store() { return windows_; }
    nodes::DutyStore& duty_store() { return duties_; }
    nodes::DutyStore& reopened_duty_store() { return duties_; }
    audit::ChainStore& chain_store() { return chains_; }
    audit::ChainStore& reopened_chain_store() { return chains_; }
    void let_pass(milliseconds time) {
        now_ += time;
        chains_.clock.advance(time);
    }
    base::UnixTime now() const { return chains_.clock.now(); }

  private:
    milliseconds now_{1'000'000};
    storage::MemoryWindowStore windows_{[this] { return now_; }};
    storage::MemoryDutyStore duties_{[this] { return now_; }};
    storage::MemoryChainStore chains_;
};

class Postgres {
  public:
    static std::string_view missing() { return PostgresEngine::missing(); }
    limits::CreditStore& window_store() { return windows_; }
    limits::CreditStore& reopened_window_store() { return reopened_windows_; }
    nodes::DutyStore& duty_store() { return duties_; }
    nodes::DutyStore& reopened_duty_store() { return reopened_duties_; }
    audit::ChainStore& chain_store() { return chains_; }
    audit::ChainStore& reopened_chain_store() { return reopened_chains_; }
    base::UnixTime now() const { return base::SystemClock{}.now(); }
    void let_pass(milliseconds time) {
        const auto moved = engine_.first().write([&](storage::Transaction& transaction) -> base::Result<void> {
            transaction.prepare("UPDATE windows SET started = started - ?").bind(time.count()).run();
            transaction.prepare("UPDATE duties SET until = until - ?").bind(time.count()).run();
            transaction.prepare("UPDATE audit_anchors SET at = at - ?").bind(time.count()).run();
            return {};
        });
        ASSERT_TRUE(moved);
    }

  private:
    PostgresEngine engine_;
    storage::WindowStore windows_{engine_.first()};
    storage::WindowStore reopened_windows_{engine_.second()};
    storage::DutyStore duties_{engine_.first()};
    storage::DutyStore reopened_duties_{engine_.second()};
    storage::PostgresChainStore chains_{engine_.first()};
    storage::PostgresChainStore reopened_chains_{engine_.second()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, WindowStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, WindowStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, DutyStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, DutyStoreContract, Postgres);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, ChainStoreContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, ChainStoreContract, Postgres);

}  // namespace
}  // namespace burner::contracts
