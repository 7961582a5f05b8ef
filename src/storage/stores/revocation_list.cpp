#include "storage/stores/revocation_list.hpp"

namespace burner::storage {

base::Result<void> RevocationList::add(const access::Revocation& revocation) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        // Numbers are given in the order of commits, so that a reader who has seen one misses none below it.
        transaction.lock("revocations", {});
        std::optional<base::ByteView> wallet;
        if (revocation.wallet) wallet = revocation.wallet->view();
        transaction
            .prepare(
                "INSERT INTO revocations (project, session_id, wallet, issued_until, forget_at)"
                " VALUES (?, ?, ?, ?, ?)")
            .bind(revocation.project, revocation.session_id, wallet, revocation.issued_until, revocation.forget_at)
            .run();
        return {};
    });
}

base::Result<access::RevocationPage> RevocationList::load_after(std::uint64_t sequence) {
    return database_.read([&](Transaction& transaction) -> base::Result<access::RevocationPage> {
        access::RevocationPage page{sequence, {}};
        auto row = transaction.prepare(
            "SELECT sequence, project, session_id, wallet, issued_until, forget_at FROM revocations"
            " WHERE sequence > ? ORDER BY sequence");
        row.bind(static_cast<std::int64_t>(sequence));
        while (row.row()) {
            page.sequence = row.count(0);
            auto& revocation = page.revocations.emplace_back(
                access::Revocation{row.text(1), row.text(2), std::nullopt, row.time(4), row.time(5)});
            if (!row.is_null(3)) revocation.wallet = solana::read_pubkey(row.blob(3), 0);
        }
        return page;
    });
}

base::Result<void> RevocationList::prune(base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM revocations WHERE forget_at <= ?").bind(now).run();
        return {};
    });
}

}  // namespace burner::storage
