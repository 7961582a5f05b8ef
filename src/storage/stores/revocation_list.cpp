#include "storage/stores/revocation_list.hpp"

#include "storage/stores/change_log.hpp"

namespace burner::storage {

nodes::FeedPosition insert_revocation(Transaction& transaction, const access::Revocation& revocation) {
    const auto change = append_change(transaction, nodes::ChangeKind::revocation, {});
    transaction
        .prepare(
            "INSERT INTO revocations (sequence, project, session_id, wallet, issued_until, forget_at)"
            " VALUES (?, ?, ?, ?, ?, ?)")
        .bind(change.number, revocation.project, revocation.session_id,
              revocation.wallet.transform(&solana::Pubkey::view), revocation.issued_until, revocation.forget_at)
        .run();
    return change;
}

base::Result<nodes::FeedPosition> RevocationList::add(const access::Revocation& revocation) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        return insert_revocation(transaction, revocation);
    });
}

base::Result<void> RevocationList::prune(base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM revocations WHERE forget_at <= ?").bind(now).run();
        return {};
    });
}

}  // namespace burner::storage
