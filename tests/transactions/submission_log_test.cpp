#include "fakes/stores/submission_log.hpp"

#include <memory>

#include "contracts/submission_log_contract.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"
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

/// One file, opened twice, as by two servers.
class Sqlite {
  public:
    transactions::SubmissionLog& submission_log() { return first_.log; }
    transactions::SubmissionLog& reopened_submission_log() { return second_.log; }
    webhooks::WebhookStore& webhook_store() { return first_.webhooks; }
    webhooks::DeliveryLog& delivery_log() { return first_.deliveries; }

  private:
    struct Opened {
        explicit Opened(const std::filesystem::path& file)
            : database(storage::SqliteDatabase::open(file).value()),
              log(*database),
              webhooks(*database),
              deliveries(*database) {}
        std::unique_ptr<storage::Database> database;
        storage::SubmissionLog log;
        storage::WebhookStore webhooks;
        storage::DeliveryLog deliveries;
    };

    fakes::TemporaryFolder folder_;
    Opened first_{folder_.path() / "burner.db"};
    Opened second_{folder_.path() / "burner.db"};
};

INSTANTIATE_TYPED_TEST_SUITE_P(OnMemory, SubmissionLogContract, Memory);
INSTANTIATE_TYPED_TEST_SUITE_P(OnSqlite, SubmissionLogContract, Sqlite);

}  // namespace
}  // namespace burner::contracts
