#include "access/key_ring.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/random.hpp"
#include "base/string_hash.hpp"

namespace burner::access {

namespace {

struct DigestHash {
    std::size_t operator()(const base::Sha256& digest) const noexcept {
        std::size_t value;
        std::memcpy(&value, digest.data(), sizeof value);
        return value;
    }
};

struct DigestEqual {
    bool operator()(const base::Sha256& a, const base::Sha256& b) const { return base::equal_in_constant_time(a, b); }
};

template <class T>
using ById = std::unordered_map<std::string, std::shared_ptr<const T>, base::StringHash, std::equal_to<>>;

template <class T>
std::shared_ptr<const T> find_in(const ById<T>& table, std::string_view id) {
    const auto entry = table.find(id);
    return entry == table.end() ? nullptr : entry->second;
}

std::unexpected<base::Error> no_such_project() {
    return base::fail(base::ErrorCode::not_found, "Project not found");
}

}  // namespace

base::Error invalid_api_key() {
    return {base::ErrorCode::invalid_api_key};
}

base::Error api_key_revoked() {
    return {base::ErrorCode::api_key_revoked};
}

struct KeyRing::Index {
    std::uint64_t version = 0;
    ById<Project> projects;
    ById<KeyEntry> keys;
    std::unordered_map<base::Sha256, std::shared_ptr<const KeyEntry>, DigestHash, DigestEqual> by_hash;
};

KeyRing::KeyRing(KeyStore& store, const base::Clock& clock)
    : store_(store), clock_(clock), index_(std::make_shared<Index>()) {}

KeyRing::~KeyRing() = default;

base::Result<void> KeyRing::refresh() {
    const std::lock_guard lock(changing_);
    const auto version = store_.version();
    if (!version) return std::unexpected(version.error());
    if (*version == index_.get()->version) return {};
    return reload();
}

base::Result<void> KeyRing::reload() {
    const auto contents = store_.load();
    if (!contents) return std::unexpected(contents.error());
    auto index = std::make_shared<Index>();
    index->version = contents->version;
    for (const Project& project : contents->projects) {
        index->projects.emplace(project.id, std::make_shared<const Project>(project));
    }
    for (const KeyRecord& key : contents->keys) {
        const auto project = find_in(index->projects, key.project);
        if (project == nullptr) continue;
        const auto entry = std::make_shared<const KeyEntry>(KeyEntry{key, project});
        index->keys.emplace(key.id, entry);
        index->by_hash.emplace(key.hash, entry);
    }
    index_.set(std::move(index));
    return {};
}

base::Result<std::shared_ptr<const KeyEntry>> KeyRing::authenticate(std::string_view raw_key) const {
    if (!mode_of_api_key(raw_key)) return std::unexpected(invalid_api_key());
    const auto index = index_.get();
    const auto found = index->by_hash.find(base::sha256(base::as_bytes(raw_key)));
    if (found == index->by_hash.end()) return std::unexpected(invalid_api_key());
    if (!found->second->key.active_at(clock_.now())) return std::unexpected(api_key_revoked());
    return found->second;
}

std::shared_ptr<const KeyEntry> KeyRing::find_key(std::string_view key_id) const {
    return find_in(index_.get()->keys, key_id);
}

std::shared_ptr<const Project> KeyRing::find_project(std::string_view project_id) const {
    return find_in(index_.get()->projects, project_id);
}

std::vector<KeyRecord> KeyRing::keys_of(std::string_view project_id) const {
    std::vector<KeyRecord> keys;
    const auto index = index_.get();
    for (const auto& [id, entry] : index->keys) {
        if (entry->key.project == project_id) keys.push_back(entry->key);
    }
    std::ranges::sort(keys, {}, [](const KeyRecord& key) { return std::pair{key.created_at, key.id}; });
    return keys;
}

std::vector<Project> KeyRing::projects() const {
    std::vector<Project> projects;
    const auto index = index_.get();
    for (const auto& [id, project] : index->projects) projects.push_back(*project);
    std::ranges::sort(projects, {}, [](const Project& project) { return std::pair{project.created_at, project.id}; });
    return projects;
}

base::Result<Project> KeyRing::create_project(NewProject wanted) {
    Project project{
        "prj_" + base::random_id(),        std::move(wanted.name), wanted.donation_wallet,      std::move(wanted.tier),
        std::move(wanted.allowed_origins), clock_.now(),           std::move(wanted.protection)};
    const std::lock_guard lock(changing_);
    if (auto stored = store_.put_project(project); !stored) return std::unexpected(stored.error());
    if (auto loaded = reload(); !loaded) return std::unexpected(loaded.error());
    return project;
}

base::Result<void> KeyRing::set_project(const Project& project) {
    const std::lock_guard lock(changing_);
    if (find_project(project.id) == nullptr) return no_such_project();
    if (auto stored = store_.put_project(project); !stored) return stored;
    return reload();
}

CreatedKey KeyRing::draw_key(std::string_view project_id, Mode mode, std::string name) const {
    base::Secret secret = generate_api_key(mode);
    const std::string_view text = secret.reveal();
    KeyRecord record;
    record.id = "key_" + base::random_id();
    record.project = project_id;
    record.hash = base::sha256(base::as_bytes(text));
    record.last4 = text.substr(text.size() - 4);
    record.name = std::move(name);
    record.mode = mode;
    record.created_at = clock_.now();
    return {std::move(record), std::move(secret)};
}

base::Result<CreatedKey> KeyRing::create(std::string_view project_id, Mode mode, std::string name) {
    const std::lock_guard lock(changing_);
    if (find_project(project_id) == nullptr) return no_such_project();
    CreatedKey created = draw_key(project_id, mode, std::move(name));
    if (auto stored = store_.add_key(created.record); !stored) return std::unexpected(stored.error());
    if (auto loaded = reload(); !loaded) return std::unexpected(loaded.error());
    return created;
}

base::Result<KeyRecord> KeyRing::revoke(std::string_view project_id, std::string_view key_id) {
    const std::lock_guard lock(changing_);
    const auto entry = find_key(key_id);
    if (entry == nullptr || entry->key.project != project_id) return no_such_key();
    if (entry->key.revoked_at) return entry->key;
    if (auto stored = store_.revoke_key(key_id, clock_.now()); !stored) return std::unexpected(stored.error());
    if (auto loaded = reload(); !loaded) return std::unexpected(loaded.error());
    return find_key(key_id)->key;
}

base::Result<CreatedKey> KeyRing::roll(std::string_view project_id, std::string_view key_id,
                                       std::chrono::seconds overlap) {
    const std::lock_guard lock(changing_);
    const auto old = find_key(key_id);
    if (old == nullptr || old->key.project != project_id) return no_such_key();
    if (!old->key.active_at(clock_.now())) return std::unexpected(api_key_revoked());
    const base::UnixTime overlap_ends = clock_.now() + overlap;
    const base::UnixTime old_ends = std::min(old->key.expires_at.value_or(overlap_ends), overlap_ends);
    CreatedKey created = draw_key(project_id, old->key.mode, old->key.name);
    if (auto stored = store_.roll_key(key_id, old_ends, created.record); !stored) {
        return std::unexpected(stored.error());
    }
    if (auto loaded = reload(); !loaded) return std::unexpected(loaded.error());
    return created;
}

}  // namespace burner::access
