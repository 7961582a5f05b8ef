#include "access/key_ring.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "access/sharded_map.hpp"
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

base::Error invalid_publishable_key() {
    return {base::ErrorCode::invalid_publishable_key};
}

base::Error not_everywhere_yet() {
    return {base::ErrorCode::pending, "This is being revoked. Try again"};
}

/// Copies share what has not changed: a change costs as much with a hundred thousand keys as with ten.
struct KeyRing::Index {
    template <class T>
    using ById = ShardedMap<std::string, std::shared_ptr<const T>, base::StringHash>;

    ById<Project> projects;
    ById<KeyEntry> keys;
    ShardedMap<base::Sha256, std::shared_ptr<const KeyEntry>, DigestHash, DigestEqual> by_hash;

    void set(const Project& project) {
        const auto shared = std::make_shared<const Project>(project);
        const bool is_known = projects.find(project.id) != nullptr;
        projects.set(project.id, shared);
        if (!is_known) return;
        std::vector<KeyRecord> owned;
        keys.for_each([&](const auto& entry) {
            if (entry->key.project == project.id) owned.push_back(entry->key);
        });
        for (const KeyRecord& key : owned) set(key);
    }
    void set(const KeyRecord& key) {
        const auto* project = projects.find(key.project);
        if (project == nullptr) return;
        const auto entry = std::make_shared<const KeyEntry>(KeyEntry{key, *project});
        keys.set(key.id, entry);
        by_hash.set(key.hash, entry);
    }
};

namespace {

template <class T, class Map>
std::shared_ptr<const T> find_in(const Map& map, std::string_view id) {
    const auto* found = map.find(id);
    return found == nullptr ? nullptr : *found;
}

}  // namespace

KeyRing::KeyRing(KeyStore& store, const base::Clock& clock, const nodes::Finality& finality)
    : store_(store), clock_(clock), finality_(finality), index_(std::make_shared<Index>()) {}

KeyRing::~KeyRing() = default;

void KeyRing::apply(std::span<const Project> projects, std::span<const KeyRecord> keys) {
    const std::lock_guard lock(changing_);
    auto index = std::make_shared<Index>(*index_.get());
    for (const Project& project : projects) index->set(project);
    for (const KeyRecord& key : keys) {
        const auto known = find_in<KeyEntry>(index->keys, key.id);
        if (known == nullptr || known->key.changed <= key.changed) index->set(key);
    }
    index_.set(std::move(index));
}

void KeyRing::apply(const ReplicaRows& rows) {
    if (!rows.projects.empty() || !rows.keys.empty()) apply(rows.projects, rows.keys);
}

void KeyRing::replace(const ReplicaRows& rows) {
    const std::lock_guard lock(changing_);
    auto index = std::make_shared<Index>();
    for (const Project& project : rows.projects) index->set(project);
    for (const KeyRecord& key : rows.keys) index->set(key);
    index_.set(std::move(index));
}

void KeyRing::note(const nodes::FeedPosition& change) {
    const std::lock_guard lock(changing_);
    committed_ = change;
}

nodes::FeedPosition KeyRing::committed() const {
    const std::lock_guard lock(changing_);
    return committed_;
}

std::vector<KeyRecord> KeyRing::ended() const {
    std::vector<KeyRecord> ended;
    index_.get()->keys.for_each([&](const auto& entry) {
        if (entry->key.revoked_at || entry->key.expires_at) ended.push_back(entry->key);
    });
    return ended;
}

/// A key that was revoked is refused once every node knows. One that was rolled ends at a time that all nodes know by
/// then, each by its own clock.
Coverage KeyRing::coverage_of(const KeyRecord& key) const {
    if (key.active_at(clock_.now())) return Coverage::none;
    return finality_.is_final(key.changed) ? Coverage::final : Coverage::pending;
}

base::Result<std::shared_ptr<const KeyEntry>> KeyRing::authenticate(std::string_view raw_key, KeyKind kind) const {
    const bool is_secret = kind == KeyKind::secret;
    const auto unknown = is_secret ? &invalid_api_key : &invalid_publishable_key;
    const auto form = form_of_api_key(raw_key);
    if (!form || form->kind != kind) return std::unexpected(unknown());
    const auto index = index_.get();
    const auto* found = index->by_hash.find(base::sha256(base::as_bytes(raw_key)));
    if (found == nullptr || (*found)->key.kind != kind) return std::unexpected(unknown());
    switch (coverage_of((*found)->key)) {
        case Coverage::none: return *found;
        case Coverage::pending: return std::unexpected(not_everywhere_yet());
        case Coverage::final: break;
    }
    return std::unexpected(is_secret ? api_key_revoked() : invalid_publishable_key());
}

std::shared_ptr<const KeyEntry> KeyRing::find_key(std::string_view key_id) const {
    return find_in<KeyEntry>(index_.get()->keys, key_id);
}

std::shared_ptr<const Project> KeyRing::find_project(std::string_view project_id) const {
    return find_in<Project>(index_.get()->projects, project_id);
}

std::vector<KeyRecord> KeyRing::keys_of(std::string_view project_id) const {
    std::vector<KeyRecord> keys;
    index_.get()->keys.for_each([&](const auto& entry) {
        if (entry->key.project == project_id) keys.push_back(entry->key);
    });
    std::ranges::sort(keys, {}, [](const KeyRecord& key) { return std::pair{key.created_at, key.id}; });
    return keys;
}

std::vector<Project> KeyRing::projects() const {
    std::vector<Project> projects;
    index_.get()->projects.for_each([&](const auto& project) { projects.push_back(*project); });
    std::ranges::sort(projects, {}, [](const Project& project) { return std::pair{project.created_at, project.id}; });
    return projects;
}

base::Result<Project> KeyRing::create_project(NewProject wanted) {
    Project project{.id = "prj_" + base::random_id(),
                    .name = std::move(wanted.name),
                    .donation_wallet = wanted.donation_wallet,
                    .tier = std::move(wanted.tier),
                    .allowed_origins = std::move(wanted.allowed_origins),
                    .created_at = clock_.now(),
                    .protection = std::move(wanted.protection),
                    .require_proof = wanted.require_proof,
                    .sponsorship = wanted.sponsorship};
    const std::lock_guard lock(storing_);
    const auto stored = store_.put_project(project);
    if (!stored) return std::unexpected(stored.error());
    note(*stored);
    apply({&project, 1}, {});
    return project;
}

base::Result<void> KeyRing::set_project(const Project& project) {
    const std::lock_guard lock(storing_);
    if (find_project(project.id) == nullptr) return no_such_project();
    const auto stored = store_.put_project(project);
    if (!stored) return std::unexpected(stored.error());
    note(*stored);
    apply({&project, 1}, {});
    return {};
}

CreatedKey KeyRing::draw_key(std::string_view project_id, KeyForm form, std::string name) const {
    base::Secret secret = generate_api_key(form);
    const std::string_view text = secret.reveal();
    KeyRecord record;
    record.id = "key_" + base::random_id();
    record.project = project_id;
    record.hash = base::sha256(base::as_bytes(text));
    record.last4 = text.substr(text.size() - 4);
    record.name = std::move(name);
    record.kind = form.kind;
    record.mode = form.mode;
    record.created_at = clock_.now();
    return {std::move(record), std::move(secret)};
}

base::Result<CreatedKey> KeyRing::create(std::string_view project_id, KeyForm form, std::string name) {
    const std::lock_guard lock(storing_);
    if (find_project(project_id) == nullptr) return no_such_project();
    CreatedKey created = draw_key(project_id, form, std::move(name));
    const auto stored = store_.add_key(created.record);
    if (!stored) return std::unexpected(stored.error());
    note(*stored);
    created.record.changed = stored->number;
    apply({}, {&created.record, 1});
    return created;
}

base::Result<KeyRecord> KeyRing::revoke(std::string_view project_id, std::string_view key_id) {
    const std::lock_guard lock(storing_);
    const auto entry = find_key(key_id);
    if (entry == nullptr || entry->key.project != project_id) return no_such_key();
    if (entry->key.revoked_at) return entry->key;
    KeyRecord revoked = entry->key;
    revoked.revoked_at = clock_.now();
    const auto stored = store_.revoke_key(key_id, *revoked.revoked_at);
    if (!stored) return std::unexpected(stored.error());
    note(*stored);
    revoked.changed = stored->number;
    apply({}, {&revoked, 1});
    return revoked;
}

base::Result<CreatedKey> KeyRing::roll(std::string_view project_id, std::string_view key_id,
                                       std::chrono::seconds overlap) {
    const std::lock_guard lock(storing_);
    const auto old = find_key(key_id);
    if (old == nullptr || old->key.project != project_id) return no_such_key();
    if (!old->key.active_at(clock_.now())) return std::unexpected(api_key_revoked());
    const base::UnixTime overlap_ends = clock_.now() + overlap;
    const base::UnixTime old_ends = std::min(old->key.expires_at.value_or(overlap_ends), overlap_ends);
    CreatedKey created = draw_key(project_id, {old->key.kind, old->key.mode}, old->key.name);
    const auto stored = store_.roll_key(key_id, old_ends, created.record);
    if (!stored) return std::unexpected(stored.error());
    note(*stored);
    std::array changed{old->key, created.record};
    changed[0].expires_at = old_ends;
    for (KeyRecord& key : changed) key.changed = stored->number;
    apply({}, changed);
    created.record.changed = stored->number;
    return created;
}

}  // namespace burner::access
