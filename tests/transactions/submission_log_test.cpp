#include "fakes/stores/submission_log.hpp"

#include "contracts/engines.hpp"
#include "contracts/submission_log_contract.hpp"
#include "contracts/submission_totals_contract.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"

namespace burner::contracts {
namespace {

class Memory {
  public:
    transactions::SubmissionLog& submission_log() { return log_; }
    transactions::SubmissionLog& reopened_submission_log() { return log_; }
    webhooks::WebhookStore& webhook_store() { return webhooks_; }
    webhooks::DeliveryLog& delivery_log() { return webhooks_; }

  private:
    storage::MemoryWebhookStore webhooks_;
    storage::MemorySubmissionLog log_{&webhooks_};
};

template <class Engine>
class Stored {
  public:
    static std::string_view missing() { return Engine::missing(); }
    transactions::SubmissionLog& submission_log() { return first_; }
    transactions::SubmissionLog& reopened_submission_log() { return second_; }
    webhooks::WebhookStore& webhook_store() { return webhooks_; }
    webhooks::DeliveryLog& delivery_log() { return deliveries_; }

  private:
    Engine engine_;
    storage::SubmissionLog first_{engine_.first()};
    storage::SubmissionLog second_{engine_.second()};
    storage::WebhookStore webhooks_{engine_.first()};
    storage::DeliveryLog deliveries_{engine_.first()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(OnMemory, SubmissionLogContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(OnSqlite, SubmissionLogContract, Stored<SqliteEngine>);
INSTANTIATE_TYPED_TEST_SUITE_P(OnPostgres, SubmissionLogContract, Stored<PostgresEngine>);

INSTANTIATE_TYPED_TEST_SUITE_P(OnMemory, SubmissionTotalsContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(OnSqlite, SubmissionTotalsContract, Stored<SqliteEngine>);
INSTANTIATE_TYPED_TEST_SUITE_P(OnPostgres, SubmissionTotalsContract, Stored<PostgresEngine>);

}  // namespace
}  // namespace burner::contracts
