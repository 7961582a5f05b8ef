#include "app/signing_key_import.hpp"

#include <algorithm>

#include "access/signing_key_file.hpp"
#include "app/value_or_throw.hpp"
#include "base/log.hpp"

namespace burner::app {

void import_signing_keys(const std::filesystem::path& data_directory, access::SigningKeyChanges& changes) {
    const auto file = data_directory / "signing-keys.json";
    if (!std::filesystem::exists(file)) return;
    const auto given = value_or_throw(access::read_signing_key_file(file));
    const auto stored = value_or_throw(changes.take_over(given)).keys;
    const auto is_stored = [&](const access::SigningKey& key) {
        return std::ranges::any_of(stored, [&](const auto& one) { return one.record.kid == key.record.kid; });
    };
    if (!std::ranges::all_of(given, is_stored)) {
        base::log(base::LogLevel::warn, "signing keys in a file do not count: the database has others; delete the file",
                  {{"file", file.native()}});
        return;
    }
    std::filesystem::remove(file);
    std::filesystem::remove(file.native() + ".lock");
}

}  // namespace burner::app
