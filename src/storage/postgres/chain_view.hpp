#pragma once

#include "audit/chain_store.hpp"
#include "storage/transaction.hpp"

namespace burner::storage {

inline std::int64_t as_bigint(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

/// Reads a link from the columns of its number and its hash. A hash of another length than a hash has is one of zeros.
audit::Link link_from(const Statement& row, int seq, int hash);

/// Reads an anchor from `seq, kind, chain, last, hash, at, root`.
audit::Anchor anchor_from(const Statement& row);

/// What one transaction sees of the audit logs.
class PostgresChainView final : public audit::ChainView {
  public:
    explicit PostgresChainView(Transaction& transaction) : transaction_(transaction) {}

    std::vector<std::string> chains() override;
    std::uint64_t count_events() override;
    std::vector<audit::Batch> batches(std::string_view chain, std::uint64_t after, std::size_t max_bytes) override;
    std::vector<audit::Link> ends(std::string_view chain, std::uint64_t after, std::size_t limit) override;
    std::vector<audit::Anchor> anchors(std::uint64_t after, std::size_t limit) override;
    std::vector<audit::Anchor> anchors_of(std::string_view chain, const audit::Anchor& after,
                                          std::size_t limit) override;

  private:
    Transaction& transaction_;
};

}  // namespace burner::storage
