#include "reclaim/options/wallet.hpp"

#include <fmt/format.h>

#include "reclaim/options/private_file.hpp"
#include "reclaim/options/solana_config.hpp"

namespace burner::reclaim {
namespace {

constexpr std::string_view hardware = "usb:";

/// Reads a key, and warns where others can read it. `instead` says what to do with hardware.
base::Result<solana::Keypair, std::string> read_key(const std::filesystem::path& path, std::istream& in,
                                                    std::string_view instead, Wallet& wallet) {
    if (path.string().starts_with(hardware))
        return std::unexpected(
            fmt::format("{} is a hardware wallet, which this command does not ask. {}", path.string(), instead));
    auto key = path == "-" ? read_keypair(in) : read_keypair_file(path);
    if (!key) return std::unexpected(std::move(key.error()));
    if (key->is_exposed)
        wallet.warnings.push_back(
            fmt::format("other users can read {}, a private key. Run chmod 600 on it", path.string()));
    return key->content;
}

base::Result<void, std::string> add_keypair(const ReclaimOptions& options, std::istream& in, Wallet& wallet) {
    const bool is_configured = options.keypair.empty();
    const auto path = is_configured ? configured_keypair(options.home) : options.keypair;
    auto key = read_key(path, in, "Use --wallet ADDRESS with --unsigned FOLDER", wallet);
    if (!key)
        return std::unexpected(is_configured
                                   ? fmt::format("{} (the key of Solana's command line). Name a wallet with --wallet "
                                                 "ADDRESS to look, or with --keypair",
                                                 key.error())
                                   : key.error());
    wallet.address = key->address();
    wallet.keypair = *std::move(key);
    return {};
}

}  // namespace

base::Result<Wallet, std::string> wallet_of(const ReclaimOptions& options, std::istream& in) {
    Wallet wallet;
    if (options.wallet.empty()) {
        auto added = add_keypair(options, in, wallet);
        if (!added) return std::unexpected(std::move(added.error()));
    } else {
        wallet.address = solana::pubkey_from_base58(options.wallet).value();
    }
    if (options.fee_payer.empty()) return wallet;
    auto payer = read_key(options.fee_payer, in, "--fee-payer takes the file of a key", wallet);
    if (!payer) return std::unexpected(std::move(payer.error()));
    if (payer->address() != wallet.address) wallet.fee_payer = *std::move(payer);
    return wallet;
}

}  // namespace burner::reclaim
