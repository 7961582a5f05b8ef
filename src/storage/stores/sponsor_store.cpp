#include "storage/stores/sponsor_store.hpp"

namespace burner::storage {

namespace {

using transactions::SealedSponsor;

base::Result<SealedSponsor> read_sponsor(const Statement& row) {
    SealedSponsor sponsor;
    if (!row.read_blob(0, sponsor.address.bytes))
        return base::fail(base::ErrorCode::internal, "A stored sponsor cannot be read");
    sponsor.sealed = row.blob(1);
    sponsor.created_at = row.time(2);
    return sponsor;
}

}  // namespace

base::Result<void> SponsorStore::add(const SealedSponsor& sponsor) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("INSERT INTO sponsors (address, sealed, created_at) VALUES (?, ?, ?)")
            .bind(sponsor.address.view(), base::ByteView{sponsor.sealed}, sponsor.created_at)
            .run();
        return {};
    });
}

base::Result<std::optional<SealedSponsor>> SponsorStore::find(const solana::Pubkey& address) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<SealedSponsor>> {
        auto row = transaction.prepare("SELECT address, sealed, created_at FROM sponsors WHERE address = ?");
        row.bind(address.view());
        if (!row.row()) return std::nullopt;
        auto sponsor = read_sponsor(row);
        if (!sponsor) return std::unexpected(std::move(sponsor.error()));
        return *std::move(sponsor);
    });
}

base::Result<std::vector<SealedSponsor>> SponsorStore::all() {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<SealedSponsor>> {
        auto row = transaction.prepare("SELECT address, sealed, created_at FROM sponsors ORDER BY created_at, address");
        std::vector<SealedSponsor> sponsors;
        while (row.row()) {
            auto sponsor = read_sponsor(row);
            if (!sponsor) return std::unexpected(std::move(sponsor.error()));
            sponsors.push_back(*std::move(sponsor));
        }
        return sponsors;
    });
}

base::Result<void> SponsorStore::reseal(const solana::Pubkey& address, base::ByteView sealed) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE sponsors SET sealed = ? WHERE address = ?").bind(sealed, address.view()).run();
        return {};
    });
}

}  // namespace burner::storage
