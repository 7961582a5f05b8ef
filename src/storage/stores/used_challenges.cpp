#include "storage/stores/used_challenges.hpp"

namespace burner::storage {

base::Result<bool> UsedChallenges::use(const access::ChallengeNonce& nonce, base::UnixTime forget_at) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        transaction.prepare("INSERT INTO used_challenges (nonce, forget_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(base::ByteView{nonce}, forget_at)
            .run();
        return transaction.changed_rows() > 0;
    });
}

base::Result<void> UsedChallenges::prune(base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM used_challenges WHERE forget_at <= ?").bind(now).run();
        return {};
    });
}

}  // namespace burner::storage
